"""The public names without an example of their own: where one stands instead, or why none does."""

from __future__ import annotations

from typing import Final

__all__ = ["REASONS", "SHOWN_BY"]

SHOWN_BY: Final = {
    "peacetalks.importers.Appended": "peacetalks.importers.append",
    "peacetalks.importers.Change": "peacetalks.importers.Synced",
    "peacetalks.importers.Duplicates": "peacetalks.importers.duplicates",
    "peacetalks.importers.Import": "peacetalks.importers.read",
    "peacetalks.importers.Mark": "peacetalks.importers.releases",
    "peacetalks.importers.Release": "peacetalks.importers.release",
    "peacetalks.importers.Synced": "peacetalks.importers.sync",
    "peacetalks.interchange.Agenda": "peacetalks.interchange.calendar",
    "peacetalks.interchange.Written": "peacetalks.interchange.write",
    "peacetalks.reducer.draft.Draft": "peacetalks.reducer.folding.apply",
    "peacetalks.scale.Buckets": "peacetalks.scale.shuffle",
    "peacetalks.scale.Folded": "peacetalks.scale.fold_streams",
    "peacetalks.testing.simulation.Dice": "peacetalks.testing.simulation.Story",
    "peacetalks.testing.Scenario": "peacetalks.testing.given",
}
"""What a function makes or takes, by the function whose example has it in use."""

REASONS: Final = {
    "a base, or an error that only its text tells from its base": {
        "peacetalks.InvalidEvent",
        "peacetalks.InvalidVocabulary",
        "peacetalks.InvalidWhen",
        "peacetalks.LogError",
        "peacetalks.NotFound",
        "peacetalks.PeacetalksError",
        "peacetalks.state.part.Part",
    },
    "an error that wants a broken disk, a stranger's file, a stopped run or a broken law": {
        "peacetalks.LogUnavailable",
        "peacetalks.NotALog",
        "peacetalks.RunStopped",
        "peacetalks.importers.LostRows",
        "peacetalks.testing.BrokenLaw",
    },
    "a protocol: what fits it has the examples": {
        "peacetalks.log.Store",
        "peacetalks.scale.Feed",
        "peacetalks.scale.Panel",
    },
    "a format of one's own, what it reads and reports: docs/howto/import-and-sync.md": {
        "peacetalks.importers.Dialect",
        "peacetalks.importers.Format",
        "peacetalks.importers.Headless",
        "peacetalks.importers.Outcome",
        "peacetalks.importers.Report",
        "peacetalks.importers.UnknownActor",
    },
    "only a run that takes long is told of its progress": {"peacetalks.scale.Progress"},
    "a step that handlers of the reducer share; the examples are those of the states": {
        "peacetalks.reducer.mediation.open_under",
        "peacetalks.reducer.mediation.preside",
        "peacetalks.reducer.mediation.suspect",
        "peacetalks.reducer.mediation.witness",
        "peacetalks.reducer.meetings.meet",
        "peacetalks.state.part.seal",
        "peacetalks.state.part.sealed",
        "peacetalks.state.part.thaw",
    },
}
"""The others, by the reason."""
