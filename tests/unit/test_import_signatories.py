"""PA-X: of the signatories each party is read, or the list says that it is not whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csv_files import read_rows, write_rows
from pax_fixtures import FIXTURES, agreement, by_key, codes, read
from peacetalks import importers
from peacetalks.importers import Context
from peacetalks.importers.prose import parties_in, read_signatories
from peacetalks.importers.tables.row import Row


@pytest.fixture(scope="module")
def rows():
    return by_key("v10.csv")


def parties(text, home=None):
    row = Row(["part"], [text], line=2)
    read = parties_in(
        text, row, Context("pa-x"), scheme="PA-X", on="2000-01-01", home=home, third=False
    )
    return read, [finding.message for finding in row.findings]


@given(st.text(max_size=80))
def test_prose_names_actors_of_the_registry_or_actors_of_its_own_that_are_reported(text):
    read, findings = parties(text)
    own = [code for code in read.codes if code.startswith("PA-X:")]
    known = [code for code in read.codes if code not in own]
    assert all(code in Context("pa-x").registry for code in known)
    assert all(any(repr(code) in message for message in findings) for code in own)


def test_a_name_that_two_have_is_neither_and_the_finding_names_both():
    read, findings = parties("Congo; Georgia")
    assert read.codes == ("PA-X:CONGO", "GEO")
    assert findings == [
        "'Congo' can mean COD or COG, so neither is used",
        "not in the registry of actors: 'Congo'; its code is 'PA-X:CONGO'",
    ]


def test_the_government_is_that_of_the_country_and_of_nobody_where_there_are_two():
    assert parties("The National Government; the FARC-EP", "COL")[0].codes == (
        "COL",
        "FARC-EP",
    )
    assert parties("The National Government; the FARC-EP")[0].left == ("National Government",)


def test_three_capitals_are_a_state_only_in_a_list_without_other_abbreviations():
    assert parties("For the CAR: A. Writer\nFor the RPT: B. Writer")[0].left == ("CAR",)
    assert parties("For the CAR: A. Writer\nFor Georgia: B. Writer")[0].codes == ("CAF", "GEO")


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        # Persons sign for the party before them, unless that has its own.
        (
            "Government of Sudan\nGen. A. Writer\nHill Front\nDr. B. Carver",
            ["Sudan", "Hill Front"],
            [],
        ),
        (
            "President of Ukraine, A. Writer; B. Carver",
            ["Ukraine"],
            ["B. Carver"],
        ),
        ("Mr. A. Writer, for Ukraine; B. Carver", ["Ukraine"], ["B. Carver"]),
        # Who is an envoy for a state is somebody else's.
        ("Special Envoy of the UN for Sudan", ["UN"], []),
        ("Leaders of the parties of Sudan", [], ["Leaders of the parties of Sudan"]),
        ("Envoy of Sudan and the Lowlanders", [], ["Envoy of Sudan and the Lowlanders"]),
        # "and" joins names, and stands in them; where it can do both, neither is taken.
        ("Justice and Harvest Movement", ["Justice and Harvest Movement"], []),
        ("the Hill Front and Lowlanders", [], ["the Hill Front and Lowlanders"]),
        (
            "Movement for Bread and Water and Hill Front",
            [],
            ["Movement for Bread and Water and Hill Front"],
        ),
        # What tells a group from its parent is a part of its name.
        ("SPXM/A (in Opposition); SPXM/A", ["SPXM/A (in Opposition)", "SPXM/A"], []),
        ("National Liberation Army (NLX)", ["National Liberation Army (NLX)"], []),
        ("National Liberation Army", [], ["National Liberation Army"]),
        ("Hayat Tala al-Dawn (HTD)", ["Hayat Tala al-Dawn"], []),
        ("Ukraine; the FARC - EP.", ["Ukraine", "FARC-EP"], []),
        ("Government of Ukraine (did not sign)", [], ["Government of Ukraine (did not sign)"]),
        (
            "Joint Forum (Hill Front; Lowland Front)",
            [],
            ["Joint Forum (Hill Front", "Lowland Front)"],
        ),
        ("Interim Government of Sudan", ["Interim Government of Sudan"], []),
        ("Republic of China; Ukraine", ["Republic of China", "Ukraine"], []),
        ("x" * 3000, [], ["x" * 3000]),
    ],
)
def test_signatories_are_taken_apart(text, names, left):
    found = read_signatories(text, {"Sudan", "Ukraine", "UN", "China"}.__contains__)
    assert list(found.names) == names
    assert list(found.left) == left


KNOWN = {
    *("Armenia", "Azerbaijan", "Georgia", "Sudan", "Guinea-Bissau", "Guinea", "MILX", "FARC-EP"),
    *("\u0422\u0430\u0434\u0436\u0438\u043a\u0438\u0441\u0442\u0430\u043d", "EU"),
}


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        # A dash between blanks parts two names, of known and of unknown ones.
        ("GOX - MILX", ["GOX", "MILX"], []),
        ("GRX - MNX", ["GRX", "MNX"], []),
        ("For GOX - MILX: A. Writer", ["GOX", "MILX"], []),
        ("Government of Sudan - SPXM/A", ["Sudan", "SPXM/A"], []),
        ("GOX - EU", ["GOX", "EU"], []),
        ("GOX - MILX, Georgia", ["GOX", "MILX", "Georgia"], []),
        ("Hill Front - HF - MILX", ["Hill Front", "MILX"], []),
        # An abbreviation of the name before the dash is a part of it, as are one or two letters.
        ("Hill Valley Front - HVF", ["Hill Valley Front"], []),
        ("FARC - EP", ["FARC-EP"], []),
        ("SPXM - N", ["SPXM-N"], []),
        # A hyphen parts known names, unless both together are one.
        ("Armenia-Azerbaijan", ["Armenia", "Azerbaijan"], []),
        ("Republic of Armenia-Republic of Azerbaijan", ["Armenia", "Azerbaijan"], []),
        ("Guinea-Bissau", ["Guinea-Bissau"], []),
        ("GOX-MILX", ["GOX-MILX"], []),
        ("Armenia-Lowlanders", [], ["Armenia-Lowlanders"]),
        # What is not read is left, and the other party is not taken for both.
        ("Armenia - some others", ["Armenia"], ["some others"]),
    ],
)
def test_a_dash_parts_two_parties_and_makes_no_third(text, names, left):
    found = read_signatories(text, KNOWN.__contains__)
    assert (list(found.names), list(found.left)) == (names, left)


REPUBLIC = "\u0420\u0435\u0441\u043f\u0443\u0431\u043b\u0438\u043a"
STATE = "\u0422\u0430\u0434\u0436\u0438\u043a\u0438\u0441\u0442\u0430\u043d"
GOVERNMENT = "\u041f\u0440\u0430\u0432\u0438\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e"
FOR = "\u0417\u0430"
GEORGIA = "\u0413\u0440\u0443\u0437\u0438"


@pytest.mark.parametrize(
    ("line", "codes", "left"),
    [
        (f"{FOR} {GOVERNMENT} {REPUBLIC}\u0438 {STATE}", ("TJK", "PA-X:HILL-FRONT"), ()),
        (f"{FOR} {REPUBLIC}\u0443 {STATE}", ("TJK", "PA-X:HILL-FRONT"), ()),
        (f"{FOR} {GOVERNMENT} {GEORGIA}\u0438", (), (f"{GOVERNMENT} {GEORGIA}\u0438: A. Writer",)),
        (f"{FOR} {GEORGIA}\u044e", (), (f"{GEORGIA}\u044e: A. Writer",)),
    ],
)
def test_a_russian_state_in_another_case_is_known_or_left_and_no_group(line, codes, left):
    found = parties(f"{line}: A. Writer\nFor the Hill Front: B. Writer")[0]
    # A list of which a part is left has no parties: half a list is none.
    assert (found.codes, found.left) == (codes, left)


# The ways in which signatories are written, one a row of `signatories.csv`; None: not whole.
WAYS = {
    "9101": ("NPL", "PA-X:HILL-VALLEY-FRONT"),  # For the Government of
    "9102": ("PA-X:HILL-VALLEY-FRONT", "PA-X:LOWLAND-PEOPLES-MOVEMENT", "NPL"),  # AND and BETWEEN
    "9103": ("TUR", "GRC"),  # two states, a line each
    "9104": ("PER", "PA-X:MADE-UP-REVOLUTIONARY-FRONT"),  # semicolons
    "9105": ("PA-X:HILL-VALLEY-FRONT", "PA-X:LOWLAND-MOVEMENT"),  # and between two groups
    "9106": ("MDA", "RUS"),  # on behalf of
    "9107": ("LBR", "PA-X:MARSH-PATRIOTIC-FRONT"),  # for and on behalf of
    "9108": ("LKA", "PA-X:HVF"),  # represented by
    "9109": ("ISR", "PA-X:HVF"),  # signed for by
    "9110": ("AZE", "ARM"),  # persons and their offices
    "9111": ("GEO", "PA-X:MARSH-PATRIOTIC-FRONT"),  # office on the line below
    "9112": ("AZE", "ARM"),  # offices alone
    "9113": ("PA-X:HVF", "PA-X:LPM"),  # panel chairs
    "9114": ("COL", "PA-X:EJERCITO-RIBERENO"),  # delegations with members
    "9115": ("COL", "PA-X:FRENTE-RIBERENO"),  # Spanish
    "9116": ("MLI", "PA-X:MOUVEMENT-DU-RIVAGE"),  # French
    "9117": ("AGO", "PA-X:FRENTE-RIBEIRINHA"),  # Portuguese
    "9118": ("PA-X:658590D65289FA00", "GEO"),  # Russian
    "9119": ("COD", "PA-X:M99-MOVEMENT"),  # numbers
    "9120": ("ARM", "AZE", "PA-X:STONEFIELD-COUNCIL"),  # bullets
    "9121": ("PA-X:SPXM-A", "SDN"),  # a slash in an abbreviation
    "9122": (
        "SDN",
        "PA-X:MARSH-PEOPLES-LIBERATION-MOVEMENT-ARMY-IN-OPPOSITION",
    ),  # a slash in a name
    "9123": ("ARM", "AZE", "GEO"),  # slashes between states
    "9124": ("PNG", "FJI", "TON", "SLB", "AUS", "NZL"),  # commas and and
    "9125": ("BIH", "PA-X:JUSTICE-AND-HARVEST-MOVEMENT"),  # and inside names
    "9126": ("COL", "PA-X:HVF-EP"),  # the government of the country
    "9127": None,  # the government of no one country
    "9128": ("GEO", "ABK"),  # witnesses in the list
    "9129": ("GEO", "ABK"),  # roles in brackets
    "9130": ("NPL", "PA-X:HILL-VALLEY-FRONT"),  # guarantors
    "9131": ("PA-X:GEORGIAN-SIDE", "PA-X:STONEFIELD-SIDE"),  # sides
    "9132": ("PA-X:STONEFIELD-COMMUNITY", "PA-X:MARSH-COMMUNITY"),  # communities
    "9133": ("PA-X:CONGO", "PA-X:HILL-VALLEY-FRONT"),  # a name that two have
    "9134": None,  # nobody named
    "9135": None,  # persons alone
    "9136": None,  # a sentence
    "9137": None,  # not signed
    "9138": None,  # names that anybody could have
    "9139": None,  # one of two
    "9140": None,  # letters that are codes
}


@pytest.fixture(scope="module")
def ways():
    return list(read("signatories.csv").outcomes())


@pytest.mark.parametrize("key", WAYS)
def test_signatories_are_read_whole_however_they_are_written_or_said_not_to_be(ways, key):
    (outcome,) = (one for one in ways if one.key == key)
    assert agreement(outcome).parties == WAYS[key]
    assert ("PT220" in codes(outcome)) == (WAYS[key] is None)


def test_every_party_that_the_registry_does_not_know_is_reported_once_and_by_its_name(ways):
    own = {code for told in WAYS.values() for code in told or () if code.startswith("PA-X:")}
    reported = [f.message for one in ways for f in one.findings if f.code == "PT207"]
    assert (
        len(reported) == len(own) + 1
    )  # "Congo" has two findings: whom it can mean, and which code it gets
    assert all(any(repr(code) in message for message in reported) for code in own)


def test_the_report_counts_the_rows_without_parties_and_says_why(ways):
    imported = read("signatories.csv")
    assert all(imported)
    unread = [key for key, told in WAYS.items() if told is None]
    assert imported.report.codes["PT220"] == len(unread)
    assert "PT220 parties not read" in str(imported.report)
    (nobody,) = (one for one in ways if "nobody named" in agreement(one).sources[0].title)
    assert [f.message for f in nobody.findings] == [
        "part: none could be read; not read: 'the parties'"
    ]


def test_a_list_of_which_a_part_was_read_is_none_and_the_finding_tells_both_parts(ways):
    (half,) = (one for one in ways if "one of two" in agreement(one).sources[0].title)
    assert agreement(half).parties is None
    (finding,) = half.findings
    assert finding.message == (
        "part: only PER could be read, so none is used; not read: 'people from the lowlands'"
    )
    assert agreement(half).note == (
        "parties: Government of Peru; people from the lowlands\nparties that are read: PER, and not all"
    )


def test_one_party_of_an_agreement_of_several_is_not_whole(tmp_path):
    columns, rows = read_rows(FIXTURES / "signatories.csv")
    part, status = columns.index("Part"), columns.index("Status")
    rows[0][part] = "Government of Peru"
    rows[1][part], rows[1][status] = "Government of Peru", "Unilateral document"
    several, alone = importers.read(
        write_rows(tmp_path / "one.csv", columns, rows[:2]), published="unknown"
    ).outcomes()
    assert agreement(several).parties is None
    assert [f.message for f in several.findings] == [
        "part: only PER is named, but the agreement has several"
    ]
    assert agreement(alone).by == ("PER",)


def test_third_parties_that_were_read_are_witnesses_and_others_are_reported(rows, ways):
    by_key = {one.key: agreement(one).witnesses for one in ways}
    assert by_key["9116"] == ("UN",)
    assert by_key["9128"] == ("UN", "RUS")
    assert by_key["9130"] == ("NOR", "CHE")
    assert agreement(rows["9001"]).witnesses == ("RUS",)
    (finding,) = (f for f in rows["9001"].findings if f.code == "PT221")
    assert finding.message == (
        "thrdpart: not all could be read; not read: 'The bishop of a made-up town'"
    )
