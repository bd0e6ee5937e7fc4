from __future__ import annotations

import attrs
import pytest

from peacetalks.actors import SCHEMES, Actor, Alias, Registry, world
from peacetalks.errors import InvalidValue
from peacetalks.primitives.when import When

OLD = Actor("OLD", "Old Realm", "historic", valid="1900/1950")
NEW = Actor("NEW", "New Realm", "state", names=("Newland",), valid="1951/..")
REALMS = Registry([OLD, NEW])


# Schemes


@pytest.mark.parametrize(
    "line",
    [
        "ARM: iso2=AM isonum=051 gw=371 cowc=ARM fips=AM unhcr=ARM",
        "AZE: iso2=AZ isonum=031 cow=373 cowc=AZE fips=AJ cameo=AZE",
        "GBR: gw=200 cow=200 cowc=UKG fips=UK unhcr=GBR",
        "DEU: gw=260 cow=255 cowc=GMY fips=GM unhcr=GFR",
        "SRB: gw=340 fips=RI fips=RB unhcr=SRB",
        "PSE: fips=WE fips=GZ unhcr=GAZ cameo=PSE cameo=PAL",
        "SSD: gw=626 cow=626 iso2=SS fips=OD",
        "COD: gw=490 cowc=DRC fips=CG cameo=COD",
        "VNM: gw=816 cowc=DRV fips=VM unhcr=SRV",
        "XKX: gw=347 fips=KV unhcr=KOS cameo=KSV",
    ],
)
def test_schemes_call_an_actor_what_their_lists_say(line):
    code, _, pairs = line.partition(": ")
    for pair in pairs.split():
        scheme, text = pair.split("=")
        assert world().resolve(text, scheme=scheme) == code, pair


@pytest.mark.parametrize(
    "line",
    [
        "AS AUS ASM",
        "CH CHN CHE",
        "IS ISR ISL",
        "RS RUS SRB",
        "AU AUT AUS",
        "AJ AZE None",
        "AZ None AZE",
    ],
)
def test_fips_and_iso_are_never_taken_for_each_other(line):
    text, fips, iso2 = line.split()
    assert str(world().resolve(text, scheme="fips")) == fips
    assert str(world().resolve(text, scheme="iso2")) == iso2
    # The African Union alone has two letters of its own.
    assert world().resolve(text) == ("AU" if text == "AU" else None)


def test_unhcr_letters_are_not_iso_letters():
    assert world().resolve("AUS", scheme="unhcr") == "AUT"
    assert world().resolve("ARE", scheme="unhcr") == "EGY"
    assert world().resolve("AUL", scheme="unhcr") == "AUS"
    assert world().resolve("UKN", scheme="unhcr") is None


def test_letters_of_the_correlates_of_war_are_not_iso_letters():
    letters = {"CZE": "CSK", "CZR": "CZE", "MNG": "MNE", "AUS": "AUT"}
    assert {text: world().resolve(text, scheme="cowc") for text in letters} == letters


def test_old_codes_of_event_data_still_lead_to_the_state():
    old = {"ROM": "ROU", "ROU": "ROU", "TMP": "TLS", "MTN": "MNE", "USR": "SUN"}
    assert {text: world().resolve(text, scheme="cameo") for text in old} == old


def test_organisations_of_event_data_are_found_by_their_short_and_long_code():
    for text in ("EEC", "IGOEUREEC"):
        assert world().resolve(text, scheme="cameo") == "EU"
    assert world().resolve("IGOUNOREFHCR", scheme="cameo") == "UNHCR"


def test_codes_are_compared_in_capitals_without_blanks_and_numbers_of_iso_with_their_zeros():
    assert world().resolve(" aj ", scheme="fips") == "AZE"
    assert world().resolve("31", scheme="isonum") == "AZE"
    assert world().resolve(" AZE ") == "AZE"


def test_an_unknown_scheme_is_an_error_that_lists_the_schemes():
    with pytest.raises(InvalidValue, match="no such scheme") as caught:
        world().resolve("AZE", scheme="iso")
    assert caught.value.value == "iso"
    assert caught.value.accepted == ", ".join(SCHEMES)
    with pytest.raises(InvalidValue, match="did you mean 'fips'"):
        Alias("fipps", "AJ")


# Validity


@pytest.mark.parametrize(
    "line",
    [
        "gw 365: 1985-06-01=SUN 1991-12-25=SUN 1991-12-26=RUS 2022-02-24=RUS",
        "cow 345: 1995-11-21=YUG 2004=SCG 2010=SRB",
        "gw 345: 1995=YUG 2010=None",
        "gw 678: 1980=YAR 2015=YEM",
        "cow 260: 1975=DEU 1995=None",
        "iso3 ROM: 1995=ROU 2005=None",
        "iso3 BUR: 1985=MMR 2005=None",
        "iso2 CS: 1985=CSK 2004=SCG 2010=None",
    ],
)
def test_a_code_that_was_handed_on_depends_on_the_day(line):
    named, _, pairs = line.partition(": ")
    scheme, text = named.split()
    for pair in pairs.split():
        on, code = pair.split("=")
        assert str(world().resolve(text, scheme=scheme, on=on)) == code, pair
        assert str(world().resolve(text, scheme=scheme, on=When(on))) == code, pair


def test_a_code_that_was_handed_on_is_nobody_without_a_day_or_in_the_year_of_the_change():
    assert world().resolve("365", scheme="gw") is None
    assert world().resolve("365", scheme="gw", on="1991") is None
    assert world().resolve("373", scheme="gw") == "AZE"


def test_actors_say_when_they_existed():
    there = ["SSD 2011-07-09", "NK 2023-12-31", "YUG 1999-03-24", "SUN 1991-12-25", "AU 2023"]
    gone = ["SSD 2011-07-08", "NK 2024-01-02", "DDR 1990-10-03", "SUN 1991-12-26", "OAU 2003"]
    for text in there + gone:
        code, day = text.split()
        actor = world().get(code)
        assert actor is not None
        assert actor.valid is not None
        assert actor.valid.overlaps(day) is (text in there), text


def test_namesakes_are_told_apart_by_the_day():
    registry = Registry([attrs.evolve(OLD, name="Realm"), attrs.evolve(NEW, name="Realm")])
    assert registry.resolve("Realm") is None
    assert registry.resolve("Realm", on="1920") == "OLD"
    assert registry.resolve("Realm", on="2020") == "NEW"
    assert registry.resolve("Realm", on="1800") is None
    # A name that one actor has is not doubted.
    assert REALMS.resolve("New Realm", on="1800") == "NEW"


# Names


@pytest.mark.parametrize(
    "line",
    [
        "GBR = UK; U.K.; Great Britain;   the  United Kingdom  | RUS = Russia; russian federation",
        "USA = US; U.S.; United States; The United States of America | TTO = Trinidad & Tobago",
        "IRN = Iran; Iran (Islamic Republic of) | MDA = Moldova, Republic of | PRK = North Korea",
        "TUR = Turkey; Türkiye; Turkiye | LCA = St. Lucia | MMR = Burma | COD = DRC; Zaire",
        "CIV = Ivory Coast; Cote d\N{RIGHT SINGLE QUOTATION MARK}Ivoire; Côte d'Ivoire",
        "MKD = the former Yugoslav Republic of Macedonia | COG = Republic of the Congo",
        "NK = Artsakh; Nagorno Karabakh; Nagorno-Karabakh | PSE = Occupied Palestinian Territory",
        "ARAB-LEAGUE = League of Arab States; ARAB-LEAGUE | UNSC = Security Council | TRNC = NCY",
        "None = Narnia; Azer;  ; and; aze",
    ],
)
def test_a_name_leads_to_its_code_however_it_is_spelt(line):
    for entry in line.split(" | "):
        code, _, names = entry.partition(" = ")
        for name in names.split(";"):
            assert str(world().resolve(name)) == code, name


def test_a_code_comes_before_a_name_and_must_be_exact():
    assert world().resolve("AZE") == "AZE"
    assert world().resolve("AZE-MOD") == "AZE-MOD"
    # In small letters it may be a word: "and" does not speak of Andorra.
    assert world().resolve("and") is None
    assert world().suggest("and")[0] == "AND"


# Parts of actors


def test_a_part_of_a_known_actor_is_known_and_named_after_it():
    part = world().get("AZE-MOD")
    assert "AZE-MOD" in world()
    assert world().name("AZE-MOD") == "Azerbaijan (MOD)"
    assert part == Actor("AZE-MOD", "Azerbaijan (MOD)", "organ", organ_of="AZE")
    assert part.part_of == "AZE"
    assert world().get("TALIBAN").within == "AFG"
    assert world().get("TALIBAN").part_of is None
    assert world().name("AZE-MOD-INTEL") == "Azerbaijan (MOD-INTEL)"
    assert world().name("MINSK-GROUP-FRA") == "OSCE Minsk Group (FRA)"


@pytest.mark.parametrize(
    "line",
    [
        "organ: AZE-MOD AZE-GOV ARM-MILITARY ARM-AIR-FORCE RUS-LEG AZE-GOV-MIL AZE-MOD-ARMY",
        "within: AZE-OPP SYR-REB AZE-CVL AZE-OPPOSITION-SUPPORTER YEM-SUPREME-POLITICAL-COUNCIL",
        "within: AZE-MODERATES AZE-OPP-MIL MINSK-GROUP-FRA AZE-MOD-PRESS ARM-AIR-FORCE-1",
        "within: LBY-GOVERNMENT-OF-NATIONAL-ACCORD SDN-MILITARY-COUNCIL MMR-ARMY-OF-ARAKAN",
        "within: AZE-PRESIDENT-CANDIDATE SYR-MIL-REB AZE-GOV-OPP LBY-POLICE-FORCES-OF-LIBYA-2014",
    ],
)
def test_only_a_suffix_that_is_listed_to_its_end_makes_a_part_an_organ(line):
    relation, _, codes = line.partition(": ")
    for code in codes.split():
        part = world().get(code)
        assert part is not None
        assert (part.organ_of is not None) is (relation == "organ"), code
        assert (part.within is not None) is (relation == "within"), code
        assert part.part_of == (part.organ_of or part.within)


def test_a_role_that_is_no_organ_says_what_a_part_is_wherever_it_stands():
    groups = {"SYR-MIL-REB": "armed_group", "AZE-GOV-OPP": "faction", "AZE-MIL-NORTH": "other"}
    assert {code: world().get(code).group for code in groups} == groups


def test_the_acts_of_an_organ_count_for_its_state_and_those_of_a_faction_for_itself():
    whole = {"AZE-MOD": "AZE", "UNSC": "UN", "UNSC-GOV": "UN", "AZE": "AZE", "WAGNER": "WAGNER"}
    alone = {code: code for code in ("AZE-OPP", "SYR-REB", "M23", "ANSARALLAH", "NK")}
    assert {code: world().principal(code) for code in whole | alone} == whole | alone


def test_organs_of_each_other_do_not_hang_a_reader():
    one = Actor("ONE", "One", "organ", organ_of="TWO")
    registry = Registry([one, Actor("TWO", "Two", "organ", organ_of="ONE")])
    assert registry.principal("ONE") == "ONE"
    assert Registry([attrs.evolve(one, organ_of="ONE")]).principal("ONE") == "ONE"


def test_what_is_no_code_or_has_no_known_parent_is_unknown():
    for code in ("XYZ-MOD", "AZE-", "-MOD", "AZE-mod", "AZE--MOD", "-", "", "AZE_MOD", "WAGNER"):
        assert code not in world()
        assert world().get(code) is None
        assert world().name(code) == code
    assert None not in world()


def test_a_part_that_was_added_keeps_its_own_name_and_has_parts_itself():
    registry = world().with_actors(Actor("AZE-MOD", "Ministry of Defence", "state", part_of="AZE"))
    assert registry.name("AZE-MOD") == "Ministry of Defence"
    assert registry.name("AZE-MOD-PRESS") == "Ministry of Defence (PRESS)"


# Suggestions


@pytest.mark.parametrize(
    "pair",
    ["aze=AZE", "Armena=ARM", "Karabak=NK", "Irak=IRQ", "AZR-MOD=AZE-MOD", "Guinea-Bisau=GNB"],
)
def test_the_nearest_actor_is_suggested(pair):
    text, meant = pair.split("=")
    suggested = world().suggest(text)
    assert meant in suggested
    assert len(suggested) <= 3
    assert all(code in world() for code in suggested)


def test_a_slip_leads_to_few_and_a_shared_name_to_all_who_share_it():
    assert world().suggest("Azerbaijn") == ("AZE",)
    assert world().suggest("AZR")[0] == "AZE"
    assert world().suggest("Congo") == ("COD", "COG")


def test_nothing_is_suggested_where_nothing_is_near():
    for text in ("", "  ", "?", "completely different", "12345"):
        assert world().suggest(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Республика Армения", ("ARM",)),
        ("Republic of Chima", ("CHN",)),
        ("Republik of Chad", ("TCD",)),
        ("Kingdom of Norwey", ("NOR",)),
        ("Republic of Zzzz", ()),
    ],
)
def test_words_that_many_names_have_make_no_names_alike(text, meant):
    assert world().suggest(text) == meant
    assert not {"TCD", "CHL", "GHA"} & {*world().suggest("Republic of China")}
