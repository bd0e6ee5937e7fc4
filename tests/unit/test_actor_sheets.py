"""A study's own actors, in a sheet."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peacetalks.actors import Actor, Alias, world
from peacetalks.actors.sheet import COLUMNS, read
from peacetalks.errors import InvalidValue, NotFound

SHEET = """\
code,name,names,group,organ_of,within,valid,ids,source
NORTH,Northland,North;Нортланд,state,,,1950/..,cow:991 ucdp-actor:9001@2000/..,the study's codebook
NORTH-STAFF,General Staff,,organ,NORTH,,,,
RIVER,River Front,"The Front, united;RF",armed_group,,NORTH,,,
AZE-MOD,Ministry of Defence,MoD,organ,AZE,,,,
"""


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str, name: str = "own.csv", encoding: str = "utf-8") -> str:
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return str(path)

    return write


def refused(path, text):
    with pytest.raises(InvalidValue) as caught:
        world().with_actors(path)
    assert text in str(caught.value), str(caught.value)
    return caught.value


def test_a_sheet_makes_actors_that_are_named_and_found(written):
    registry = world().with_actors(written(SHEET))
    assert len(registry) == len(world()) + 4
    assert registry.resolve("нортланд") == "NORTH"
    assert registry.resolve("the front, united") == "RIVER"
    assert registry.resolve("9001", "ucdp-actor", "2001") == "NORTH"
    assert registry.resolve("9001", "ucdp-actor", "1999") is None
    assert registry.name("AZE-MOD") == "Ministry of Defence"
    assert registry.principal("NORTH-STAFF") == "NORTH"
    assert registry.principal("RIVER") == "RIVER"
    assert registry.get("RIVER").within == "NORTH"
    assert registry.suggest("Nothland") == ("NORTH",)
    assert "NORTH" not in world()


def test_a_sheet_of_a_path_with_a_byte_order_mark_stands_beside_actors(written):
    path = Path(written(SHEET, encoding="utf-8-sig"))
    registry = world().with_actors(Actor("HDC", "Centre", "entity"), path)
    assert {"HDC", "NORTH"} <= {actor.code for actor in registry}
    assert registry == world().with_actors(path, Actor("HDC", "Centre", "entity"))


def test_a_sheet_may_rest_on_an_actor_that_was_given_before_it(written):
    sheet = written("code,name,within\nWING,Military wing,FRONT\n")
    front = Actor("FRONT", "Front", "armed_group")
    assert world().with_actors(front, sheet).get("WING").within == "FRONT"
    refused(sheet, "own.csv:2:within: no such actor: 'FRONT'")


def test_two_columns_are_enough_and_sort_is_another_word_for_group(written):
    registry = world().with_actors(written("name, code ,sort\nFriends,FRIENDS,\n,,\n"))
    assert registry.get("FRIENDS") == Actor("FRIENDS", "Friends", "other")
    registry = world().with_actors(written("code,name,sort\nFRIENDS,Friends,office\n"))
    assert registry.get("FRIENDS").group == "office"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,naem\n", "own.csv:1:naem: not a column of actor sheets: 'naem'"),
        ("code,naem\n", "did you mean 'name'?"),
        ("code\nX\n", "own.csv:1: an actor sheet without a required column: 'name'"),
        ("", "own.csv:1: an actor sheet without a required column: 'code'"),
        ("code,name,name\n", "own.csv:1:name: a column that occurs twice"),
        ("code,name,group,sort\n", "own.csv:1:sort: a column that occurs twice"),
        ("code,name\nX,Ex\nX,Why\n", "own.csv:3:code: two rows with the same code: 'X'"),
        ("code,name\nX,Ex\nX,Why\n", "the other is line 2"),
        ("code,name\nx1,Ex\n", "own.csv:2:code: not an actor code: 'x1'"),
        ("code,name\nX,\n", "own.csv:2:name: an actor without a name"),
        ("code,name\n,Ex\n", "own.csv:2:code: an actor without a code"),
        ("code,name,group\nX,Ex,stat\n", "own.csv:2:group: no such group of actors: 'stat'"),
        ("code,name,group\nX,Ex,stat\n", "did you mean 'state'?"),
        ("code,name,valid\nX,Ex,2020-13\n", "own.csv:2:valid: "),
        ("code,name,ids\nX,Ex,cow\n", "own.csv:2:ids: not a code of another scheme: 'cow'"),
        ("code,name,ids\nX,Ex,cwo:1\n", "did you mean 'cow'?"),
        ("code,name,ids\nX,Ex,cow:1@2020-13\n", "own.csv:2:ids: "),
        ("code,name,organ_of\nX,Ex,X\n", "own.csv:2:organ_of: an actor that belongs to itself"),
        (
            "code,name,within\nX,Ex,Y\nY,Why,X\n",
            "own.csv:2:within: an actor that belongs to itself",
        ),
        ("code,name,within\nX,Ex,Y\nY,Why,X\n", "X - Y - X"),
        ("code,name,within\nX,Ex,NOBODY\n", "own.csv:2:within: no such actor: 'NOBODY'"),
        ("code,name,within\nX,Ex,AZR\n", "did you mean 'AZE'"),
        ("code,name,organ_of,within\nX,Ex,AZE,AZE\n", "own.csv:2:within: both organ_of and within"),
        ("code,name\nX,Ex,more\n", "own.csv:2: more cells than columns: 'more'"),
        ('code,name\nX,"Ex\n', "own.csv:2: not a row of CSV"),
        ("code,name,ids\nX,Ex,ucdp-actor:6288\n", "own.csv:2:ids: a code of the scheme ucdp-actor"),
        ("code,name,ids\nX,Ex,cow:999\nY,Why,cow:999\n", "own.csv:3:ids: a code of the scheme cow"),
    ],
)
def test_what_is_wrong_in_a_sheet_is_told_with_its_line_and_column(written, text, told):
    refused(written(text), told)


def test_a_sheet_that_is_no_text_or_is_not_there_is_told(tmp_path):
    with pytest.raises(NotFound, match="no such file"):
        world().with_actors(tmp_path / "none.csv")
    refused(tmp_path, "an actor sheet that cannot be read")
    (tmp_path / "latin.csv").write_bytes("code,name\nX,Türkiye\n".encode("latin-1"))
    refused(tmp_path / "latin.csv", "save it as a CSV file in UTF-8")


def test_a_row_of_an_actor_that_is_known_keeps_what_it_does_not_say(written):
    registry = world().with_actors(written("code,name,ids\nAZE,Azerbaycan,ucdp-actor:9001\n"))
    known, found = world().get("AZE"), registry.get("AZE")
    assert (found.name, found.group, found.valid) == ("Azerbaycan", known.group, known.valid)
    assert {known.name, *known.names} <= set(found.names)
    assert registry.resolve("Azerbaijan") == registry.resolve("Azerbaycan") == "AZE"
    assert all(registry.resolve(one.code, one.scheme, one.valid) == "AZE" for one in known.aliases)
    assert registry.resolve("9001", "ucdp-actor") == "AZE"


def test_a_row_of_a_part_keeps_to_whom_it_belongs_and_not_the_name_nobody_gave_it(written):
    registry = world().with_actors(written("code,name\nAZE-MOD,Ministry of Defence\n"))
    found = registry.get("AZE-MOD")
    assert (found.organ_of, found.within, found.names) == ("AZE", None, ())
    moved = world().with_actors(written("code,name,within\nAZE-MOD,Ministry of Defence,AZE\n"))
    assert (moved.get("AZE-MOD").organ_of, moved.get("AZE-MOD").within) == (None, "AZE")
    assert moved.principal("AZE-MOD") == "AZE-MOD"


def test_an_actor_that_is_given_as_a_value_replaces_the_whole():
    registry = world().with_actors(Actor("AZE", "Azerbaycan", "state"))
    assert registry.resolve("Azerbaijan") is None
    assert registry.resolve("373", "gw") is None


def test_a_row_of_an_actor_that_is_known_says_its_ids_again(written):
    registry = world().with_actors(written("code,name,ids\nSDF,Our SDF,ucdp-actor:6288\n"))
    assert registry.name("SDF") == "Our SDF"
    assert registry.resolve("6288", "ucdp-actor") == "SDF"


def test_a_circle_through_an_actor_outside_the_sheet_is_told(written):
    text = "code,name,organ_of\nAZE,Azerbaijan,AZE-MOD\n"
    error = refused(written(text), "own.csv:2:organ_of: an actor that belongs to itself")
    assert error.value == "AZE - AZE-MOD - AZE"


def test_a_long_chain_of_a_sheet_is_read_in_time(written):
    rows = "".join(f"G{n},Group {n},G{n + 1}\n" for n in range(5_000))
    start = time.process_time()
    world().with_actors(written(f"code,name,within\n{rows}G5000,Last,\n"))
    assert time.process_time() - start < 2


CODES = st.from_regex(r"[A-Z][A-Z0-9]{2,6}", fullmatch=True)
TEXTS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12)


@given(
    st.lists(
        st.builds(
            Actor,
            CODES,
            TEXTS,
            st.sampled_from(["state", "other", "armed_group"]),
            st.lists(TEXTS, max_size=3),
            st.lists(
                st.builds(Alias, st.just("ucdp-actor"), CODES, st.sampled_from([None, "2020/.."]))
            ),
            st.sampled_from([None, "1990", "../2001-05-05"]),
        ),
        unique_by=lambda actor: actor.code,
        max_size=5,
    )
)
def test_what_is_written_in_a_sheet_is_what_is_read(actors):
    lines = [",".join(COLUMNS[:4]) + ",valid,ids"]
    for actor in actors:
        ids = " ".join(f"{a.scheme}:{a.code}@{a.valid or '../..'}" for a in actor.aliases)
        names = ";".join(actor.names)
        lines.append(f"{actor.code},{actor.name},{names},{actor.group},{actor.valid or ''},{ids}")
    found = [actor for _, actor in read(lines, "own.csv")]
    assert [(a.code, a.name, a.group, a.names, a.valid) for a in found] == [
        (a.code, a.name, a.group, a.names, a.valid) for a in actors
    ]
    assert [len(a.aliases) for a in found] == [len(a.aliases) for a in actors]
