"""Cases A08 and A09: one state has one code on one day, and is known in other scripts."""

import pytest

from peacetalks import world


@pytest.mark.parametrize(
    "line",
    [
        "1999-04-01 Serbia = YUG: gw 345, cow 345, iso3 SRB, iso3 YUG, cameo SRB, ucdp-actor 49",
        "1990-06-01 Russia = SUN: gw 365, cow 365, iso3 RUS, iso3 SUN, cameo RUS, ucdp-actor 57, fips RS",
        "1989-06-01 Yemen = YAR: gw 678, cow 678, iso3 YEM, cameo YEM, ucdp-actor 123, fips YM",
        "2004-06-01 Yugoslavia = SCG: gw 345, cow 345, iso3 SRB, iso3 SCG",
        "1980-06-01 West Germany = DEU: gw 260, cow 260, iso3 DEU, cameo GMW",
        "2000-06-01 Germany = DEU: gw 260, cow 255, iso3 DEU",
        "1970-06-01 Vietnam = VNM: gw 816, cow 816, iso3 VNM",
        "1980-06-01 Ethiopia = ETH: gw 530, cow 530, isonum 230",
        "2000-06-01 Sudan = SDN: gw 625, cow 625, isonum 736",
    ],
)
def test_a08_a_state_has_one_code_on_a_day_whatever_the_scheme(line):
    told, _, codes = line.partition(": ")
    named, _, code = told.partition(" = ")
    day, _, name = named.partition(" ")
    assert world().resolve(name, on=day) == code
    for pair in codes.split(", "):
        scheme, text = pair.split()
        assert world().resolve(text, scheme, day) == code, pair


@pytest.mark.parametrize(
    "line",
    [
        "gw 371 1985-06-01",
        "cow 679 1989-06-01",
        "cow 260 1995-06-01",
        "gw 340 1999-04-01",
        "gw 817 1980-06-01",
        "gw 680 2000-06-01",
        "gw 315 1995-06-01",
        "iso3 DDR 1995-06-01",
        "iso3 CSK 2000-06-01",
        "iso3 SUN 1995-06-01",
    ],
)
def test_a08_a_code_that_nobody_had_on_a_day_answers_nothing(line):
    scheme, text, day = line.split()
    assert world().resolve(text, scheme, day) is None


@pytest.mark.parametrize(
    "line",
    [
        "ARM = Армения; Հայաստան; ՀԱՅԱՍՏԱՆ; Հայաստանի Հանրապետություն; Ermənistan; სომხეთი",
        "AZE = أذربيجان; Azerbaidjan; Azərbaycan; AZƏRBAYCAN; Азербайджан; آذربایجان; 阿塞拜疆",
        "TUR = Türkiye; Turkey; TÜRKİYE; تركيا | YEM = الجمهورية اليمنية; اليمن; Yemen, Rep.",
        "EGY = جمهورية مصر العربية; مصر; Egypt, Arab Rep. | PSE = فلسطين; Palestina; 巴勒斯坦国",
        "COD = Congo, Dem. Rep.; Congo, Democratic Republic of the; Dem. Rep. Congo",
        "COD = DR Congo (Zaire); République démocratique du Congo | COG = Congo, Rep.",
        "GMB = Gambia, The; The Gambia | SSD = S. Sudan | KOR = Korea, Rep. | LAO = Lao PDR",
        "PRK = Korea, Dem. People's Rep. | IRN = Iran, Islamic Rep.; ایران | VEN = Venezuela, RB",
        "BIH = Bosnia and Herz.; Bosnia-Herzegovina | ESH = W. Sahara | CAF = Central African Rep.",
        "TRNC = N. Cyprus | YMD = South Yemen | YAR = North Yemen | RVN = South Vietnam",
        "RUS = Russia (Soviet Union) | NK = Արցախ; Нагорный Карабах; Republic of Artsakh",  # noqa: RUF001 # Russian
        "RSF = Rapid Support Forces | HAMAS = Hamas | M23 = M23 | TALIBAN = Taliban",
        "DPR = DPR; DNR | LPR = LPR | HTS = HTS | PKK = Kurdistan Workers' Party",
        "ANSARALLAH = Houthis; Ansar Allah; Ansarallah | SDF = Syrian Democratic Forces; SDF",
    ],
)
def test_a09_a_name_in_any_script_leads_to_its_actor(line):
    for entry in line.split(" | "):
        code, _, names = entry.partition(" = ")
        for name in names.split("; "):
            assert world().resolve(name) == code, name


def test_a09_the_ids_of_ucdp_lead_to_those_whom_it_names():
    ids = {"61": "UKR", "5840": "DPR", "6711": "DPR", "6712": "LPR", "6288": "SDF", "1160": "M23"}
    assert {text: world().resolve(text, "ucdp-actor") for text in ids} == ids
    assert world().resolve("1119", "ucdp-actor") is None
