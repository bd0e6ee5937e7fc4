"""``verify`` without one of its checks misses a tampering that is listed: each bug, and which."""

import re

import pytest
import sqlalchemy as sa

import peacetalks as pt
from contracts_logs import made
from peacetalks.log import chain, verification
from peacetalks.log.sql import sqlite, sqlite_guards, store
from planted import planting
from tampering_hands import hand_in
from tamperings import TAMPERINGS

pytestmark = pytest.mark.planted

BUGS, bug = planting()
BY_NAME = {one.what: one for one in TAMPERINGS}


@bug("A payload is erased and sealed as `redact` does", "new")
def traces_are_not_checked(patch):
    patch.setattr(verification._Walk, "check_erasures", lambda _: None)


@bug("The same, in a log that only older versions wrote", "old")
def traces_are_asked_of_older_versions(patch):
    whole = verification._Walk.check_erasures

    def check(self):
        self.has_new = True
        whole(self)

    patch.setattr(verification._Walk, "check_erasures", check)


@bug("The start of an id is moved to the seal of an erased payload", "old")
def lengths_are_not_checked(patch):
    patch.setattr(verification, "_has_length", lambda value, _: type(value) is bytes)


@bug("A piece of a column is moved to the next one", "new")
def contents_are_joined_without_frames(patch):
    patch.setattr(chain, "_encode", lambda: lambda contents: "".join(map(str, contents)).encode())


@bug("A record in the form of older versions follows, with the right digest", "new")
def the_order_of_versions_is_not_checked(patch):
    whole = verification._Walk.take

    def take(self, row):
        had, self.has_new = self.has_new, False
        whole(self, row)
        self.has_new |= had

    patch.setattr(verification._Walk, "take", take)


@bug("A payload is moved to the column for packed ones", "new")
def packed_payloads_are_sealed_like_others(patch):
    patch.setattr(chain, "_PACKED", chain._PAYLOAD)


@bug("A record gets a second payload next to its own", "new")
def a_second_payload_is_not_looked_at(patch):
    patch.setattr(sqlite, "_MERGED", sa.literal_column("coalesce(payload, packed)"))


@bug("The view gives other answers", "new")
def the_schema_is_not_looked_at(patch):
    patch.setattr(sqlite_guards, "problem", lambda *_: None)


@bug("A trigger of somebody else is added", "new")
def what_does_not_belong_to_a_log_is_not_looked_for(patch):
    whole = sqlite_guards.difference
    patch.setattr(
        sqlite_guards,
        "difference",
        lambda found, expected: whole({key: found.get(key) for key in expected}, expected),
    )


@bug("A trigger is disabled, or does nothing", "new")
def the_words_of_triggers_are_not_looked_at(patch):
    whole = sqlite_guards.difference
    patch.setattr(
        sqlite_guards,
        "difference",
        lambda found, expected: whole(dict.fromkeys(found), dict.fromkeys(expected)),
    )


@bug("The log gets the id of another one", "new")
def a_chain_begins_with_anything(patch):
    for module in (chain, store):
        patch.setattr(module, "genesis", lambda _: bytes(32))


def found_as_said(one, on, tmp_path):
    """Return whether verify says of a tampering what the table says."""
    place, log_id, head = made(on, tmp_path / "talks.db", tmp_path / "without.db")
    with hand_in(place, log_id, past_guards=one.past_guards) as hand:
        one.do(hand)
    with pt.open_log(place) as log:
        for found, said in ((log.verify(), one.alone), (log.verify(head=head), one.kept)):
            if bool(found) != (said is None) or not re.search(said or "", str(found)):
                return False
    return True


@pytest.mark.parametrize(("plant", "what", "on"), BUGS.values(), ids=BUGS)
def test_a_verification_without_one_of_its_checks_misses_what_is_listed(
    plant, what, on, monkeypatch, tmp_path
):
    for name in ("sound", "planted"):
        (tmp_path / name).mkdir()
    assert found_as_said(BY_NAME[what], on, tmp_path / "sound")
    plant(monkeypatch)
    assert not found_as_said(BY_NAME[what], on, tmp_path / "planted")
