"""Lists of signatories put together from the pieces of which published ones are made.

Each list comes with the parties that it names, so that what is read of it can be compared.
"""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from peacetalks.actors import world

__all__ = ["List", "lists", "marked_lists", "plain_lists"]

WORLD = world()
STATES = [
    (actor.code, actor.name)
    for actor in WORLD
    if actor.group == "state" and WORLD.meanings(actor.name) == (actor.code,)
]
# "Republic of China" and "Republic of Vietnam" are other states than China and Vietnam.
REPUBLICS = [
    (code, f"Republic of {name}")
    for code, name in STATES
    if code != "CHN" and set(WORLD.meanings(f"Republic of {name}")) <= {code}
]
OWN = ["Hill Valley", "Lowland", "Stonefield", "Marsh", "Riverbank", "Kestrel", "Ochre Coast"]
NOUNS = ["Front", "Movement", "Liberation Army", "People's Party", "Council", "Coalition", "Forces"]
ROMANCE = ["Frente Ribereño", "Movimiento del Alba", "Mouvement du Rivage", "Front de la Colline"]
INITIALS = ["HVF", "LPM/A", "SPXM-N", "FRX-EP", "MRQ"]
JUSTICE = [
    "Justice and Harvest Movement",
    "Movement for Bread and Water",
    "Union of Kestrel Forces",
]

BARE = ["Ansar Tala", "Hurras Dawn", "Kestrel Bay"]
"""Names of groups that are written as those of persons are."""

PERSONS = ["A. Writer", "Gen. Bela Carver", "Dr. Anna Miller", "Mr. Carl Stone", "H.E. Dora Wells"]
MARKS = {
    "For the {}: {}": "en",
    "For {}: {}": "en",
    "On behalf of the {}: {}": "en",
    "For and on behalf of the {}\n(Signed) {}": "en",
    "AND: THE {}, represented by {}": "en",
    "{}, represented by {}": "en",
    "{}, signed for by {}": "en",
    "Delegation of the {}:\n{}, Head of Delegation": "en",
    "Por el {}: {}": "es",
    "Pour le {}\n{}": "fr",
    "Pelo {}: {}": "pt",
    "\N{CYRILLIC CAPITAL LETTER ZE}\N{CYRILLIC SMALL LETTER A} {}: {}": "ru",
}
LOOSE = {
    "{1}, for the {0}": "en",
    "{1}, {0}": "en",
    "{1}, Head of the {0}": "en",
    "{1}\nLeader of the {0}": "en",
    "{0}": "en",
    "{0}\n{1}": "en",
    "{0} - {1}": "en",
}
OPENINGS = ["", "Signed by:\n", "The parties:\n", "(Signed)\n", "List of signatories:\n"]
ENDS = [
    "",
    "\nIn the presence of:\nE. Third\nUnited Nations",
    ";\nWitnesses: Norway; Switzerland",
    "\nEn présence de: A. Témoin",
    "\nTestigos:\nA. Testigo",
]
BREAKS = [";\n", "\n", ";\r\n", "\n\n", "; "]


@attrs.frozen
class List:
    """A list of signatories, and the parties that it names: codes of states, names of groups."""

    text: str
    parties: tuple[str, ...]


states = st.one_of(
    st.tuples(
        st.sampled_from(STATES),
        st.sampled_from(["{}", "Government of {}", "{} Government", "Delegation of the {}"]),
    ),
    st.tuples(st.sampled_from(REPUBLICS), st.sampled_from(["{}", "Government of the {}"])),
).map(lambda made: (made[0][0], made[1].format(made[0][1])))
names = st.builds("{} {}".format, st.sampled_from(OWN), st.sampled_from(NOUNS))
groups = st.one_of(names, st.sampled_from(ROMANCE + INITIALS + JUSTICE)).map(
    lambda name: (name, name)
)
parties = st.one_of(states, groups)


@st.composite
def _lists(draw, forms, *, several, parties=parties):
    chosen = draw(st.lists(parties, min_size=1, max_size=5, unique_by=lambda party: party[0]))
    written = []
    while chosen:
        form = draw(st.sampled_from(forms))
        here = [chosen.pop(0)]
        if several and "{}" not in form and form == "{0}" and chosen:
            here.append(chosen.pop(0))
        written.append((form, here, draw(st.sampled_from(PERSONS))))
    joint = draw(st.sampled_from([" and ", ", ", " & "]))
    lines = [
        form.format(joint.join(name for _, name in here), person) for form, here, person in written
    ]
    text = draw(st.sampled_from(OPENINGS)) + draw(st.sampled_from(BREAKS)).join(lines)
    ordered = tuple(code for _, here, _ in written for code, _ in here)
    return List(text + draw(st.sampled_from(ENDS)), ordered)


lists = _lists([*MARKS, *LOOSE], several=True)
"""Lists of all forms mixed, some of which nobody can tell apart."""

marked_lists = _lists([*MARKS], several=False)
"""Lists in which something marks each party: these can be told apart."""

plain_lists = _lists(
    ["{0}", "{1}, Head of the {0}", "{1}\nLeader of the {0}"],
    several=True,
    parties=st.one_of(
        st.sampled_from(STATES), groups, st.sampled_from(BARE).map(lambda name: (name, name))
    ),
)
"""Lists in which nothing marks a party, and some groups are written as persons are."""
