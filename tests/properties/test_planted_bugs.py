"""The laws of viewpoints catch what they are there to catch: each planted bug breaks one."""

import attrs
import pytest
from hypothesis import given

import peacetalks as pt
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.clocks import public, settled
from peacetalks.history import blocks, bookkeeping, differences, resolution
from peacetalks.history.blocks import Blocks
from peacetalks.history.bookkeeping import Ledger
from peacetalks.history.kept import Kept
from peacetalks.history.order import Order
from peacetalks.history.timeline import Timeline
from peacetalks.reducer import folding as reducer
from peacetalks.state.brief import page
from peacetalks.state.record import OnRecordDraft
from planted import assert_caught, planting
from viewpoint_laws import LAWS

pytestmark = pytest.mark.planted

BUGS, bug = planting()


@bug(caught_by="what_counts_is_what_the_rules_say")
def what_becomes_public_at_the_last_instant_is_not_seen(patch):
    def visible(events, known):
        listed = list(events)
        return listed if known is None else [e for e in listed if public(e) < known]

    patch.setattr(resolution, "visible", visible)


@bug(caught_by="what_was_known_never_changes_by_what_became_public_later")
def a_correction_is_applied_before_it_is_known(patch):
    def public_from(event, publics):
        if isinstance(event, EventCorrected):
            return publics.get(event.target, publics[event.id])
        return publics[event.id]

    patch.setattr(resolution, "_public_from", public_from)


@bug(caught_by="a_corrected_log_is_one_that_had_it_right_from_the_start")
def a_slip_of_our_own_is_corrected_too_late(patch):
    patch.setattr(resolution, "_public_from", lambda event, publics: publics[event.id])


@bug(caught_by="a_retracted_event_was_never_there_and_a_retracted_retraction_changed_nothing")
def a_retracted_retraction_still_holds(patch):
    def holding(sound, _):
        return {event.id: True for event in sound}

    patch.setattr(bookkeeping, "_holding", holding)


@bug(caught_by="what_counts_is_what_the_rules_say")
def the_first_correction_holds_instead_of_the_latest(patch):
    def corrected(event, ledger):
        found = ledger.corrections.get(event.id)
        return min(found, key=ledger.order.recency).replacement if found else event

    patch.setattr(resolution, "_corrected", corrected)


@bug(caught_by="a_state_is_a_fold_from_the_start_whatever_was_asked_before")
def a_state_is_kept_after_a_fact_that_came_late(patch):
    patch.setattr(Timeline, "_forget_after", lambda *_: None)


BLOCKS = "long_histories_are_kept_in_blocks_and_say_the_same"


@bug(caught_by=BLOCKS)
def a_block_is_kept_after_a_fact_that_came_late(patch):
    patch.setattr(Blocks, "updated", lambda self, *_: self)


@bug(caught_by=BLOCKS)
def later_blocks_are_not_updated(patch):
    patch.setattr(Blocks, "_with_later_updated", lambda self, *_: self)


@bug(caught_by=BLOCKS)
def the_block_that_holds_a_withdrawn_fact_is_kept(patch):
    cut = Blocks.cut
    patch.setattr(Blocks, "cut", lambda self, number: cut(self, number + 1))


@bug(caught_by=BLOCKS)
def it_is_not_noted_that_all_keys_of_a_table_were_asked_for(patch):
    made = blocks._block
    patch.setattr(blocks, "_block", lambda *told: made(*told[:3], frozenset()))


@bug(caught_by=BLOCKS)
def which_facts_touch_a_part_is_found_without_the_acts_before(patch):
    traced = blocks._with_writers
    patch.setattr(blocks, "_with_writers", lambda block, events, _: traced(block, events, {}))


@bug(caught_by=BLOCKS)
def whole_tables_are_not_updated(patch):
    followed = Blocks._with_later_updated

    def without_bases(self, *told):
        return attrs.evolve(followed(self, *told), bases=self.bases)

    patch.setattr(Blocks, "_with_later_updated", without_bases)


@bug(caught_by=BLOCKS)
def joined_blocks_lose_what_the_second_changed(patch):
    patch.setattr(
        blocks, "_joined", lambda one, other: attrs.evolve(one, size=one.size + other.size)
    )


@bug(caught_by="what_counts_is_what_the_rules_say")
def an_account_shows_what_its_party_disputes(patch):
    own = resolution._own

    def with_what_it_disputes(facts, party):
        return own([attrs.evolve(fact, disputed_by=()) for fact in facts], party)

    patch.setattr(resolution, "_own", with_what_it_disputes)


@bug(caught_by="where_nobody_claims_or_disputes_every_account_is_the_whole")
def an_account_leaves_out_what_is_told_as_fact(patch):
    def own(facts, party):
        return [effective for effective in facts if party in effective.event.claimed_by]

    patch.setattr(resolution, "_own", own)


@bug(caught_by="what_several_parties_tell_is_what_each_of_them_tells")
def the_first_of_several_parties_speaks_for_all(patch):
    patch.setattr(resolution, "_shared", lambda accounts, _: accounts[0])


@bug(caught_by="the_order_of_arrival_does_not_matter")
def facts_are_folded_in_the_order_of_their_arrival(patch):
    patch.setattr(Order, "with_days", lambda _, events: [(settled(e), e) for e in events])


@bug(caught_by="what_was_recorded_never_changes")
def a_record_counts_before_its_position(patch):
    recorded_by = Kept.recorded_by

    def one_more(self, recorded):
        later = isinstance(recorded, int) and recorded < len(self.records)
        return recorded_by(self, recorded + 1 if later else recorded)

    patch.setattr(Kept, "recorded_by", one_more)


@bug(caught_by="why_names_every_event_without_which_a_part_would_differ")
def why_does_not_name_the_bookkeeping(patch):
    patch.setattr(Ledger, "behind", lambda *_: ())


@bug(caught_by="a_diff_is_empty_exactly_if_the_parts_are_equal_and_names_what_did_it")
def a_diff_names_no_event_for_a_part_that_only_one_side_has(patch):
    changed = differences._events

    def events(history, where, a, b):
        known = {differences.address(t, k) for t, k, _ in history.at(a).parts}
        return changed(history, where, a, b) if where in known else ()

    patch.setattr(differences, "_events", events)


STAYS = "what_was_done_and_said_stays_and_every_fact_is_counted"


@bug(caught_by=STAYS)
def an_attack_replaces_the_one_before_it(patch):
    def last_word(draft, event):
        key = (event.kind, event.by)
        draft.part(OnRecordDraft, key, event.kind, key[1:], event).event = event
        return draft

    patch.setitem(reducer._HANDLERS, pt.AttackReported, last_word)


@bug(caught_by=STAYS)
def the_facts_in_a_block_are_not_counted(patch):
    made = blocks._block
    patch.setattr(blocks, "_block", lambda counts, *told: made((counts[0], 0), *told))


@bug(caught_by=STAYS)
def what_a_fold_passes_over_is_counted(patch):
    patch.setitem(reducer._HANDLERS, pt.Annotation, lambda draft, _: draft)


PAGE = "a_brief_is_one_page_whatever_it_is_about"


@bug(caught_by=PAGE)
def a_brief_shows_all_rows_that_it_has(patch):
    def choose(self):
        for entry in self._entries:
            if isinstance(entry, page._Rows):
                entry.shown = len(entry.rows)

    patch.setattr(page.Page, "_choose", choose)


@bug(caught_by=PAGE)
def all_sources_are_listed(patch):
    listed = page._sources
    patch.setattr(page, "_sources", lambda sources, _: listed(sources, 10_000))


@bug(caught_by=PAGE)
def a_heading_counts_only_the_facts_that_made_the_parts(patch):
    counts = page.Page.counts
    patch.setattr(page.Page, "counts", lambda self, _, sources: counts(self, 1, sources))


@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, caught_by = BUGS[name]
    law = LAWS[caught_by]

    def holds(case):
        law.says(pt.History, case)

    assert_caught(plant, monkeypatch, given(law.cases)(holds), examples=4_000)
