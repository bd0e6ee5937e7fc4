"""Laws for what you build: folds, kinds, codecs, formats of data sets, logs.

Each check is one line of a test. If a law does not hold, the error says which law, what differs,
and with which story, in lines of JSON that you can paste into a file::

    from peacetalks.testing import laws

    def test_my_reducer():
        laws.check_fold({pt.MeetingRefused: count_refusals}, initial=dict)

    def test_my_kind():
        laws.check_kind(SummitLivestreamed)

    def test_my_codec():
        laws.check_codec(to_msgpack, from_msgpack)

    def test_my_format():
        laws.check_importer("tests/sample.csv", MY_FORMAT)

    def test_my_log():
        laws.check_log(new_log)
        laws.check_log_stories(new_log)

A check tries the same cases each time. To try more, raise ``max_examples``.
"""

from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.laws.codec import check_codec
from peacetalks.testing.laws.fold import check_fold
from peacetalks.testing.laws.importer import check_importer
from peacetalks.testing.laws.kind import check_kind
from peacetalks.testing.laws.stories import check_log_stories
from peacetalks.testing.log_contract import check_log

__all__ = [
    "BrokenLaw",
    "check_codec",
    "check_fold",
    "check_importer",
    "check_kind",
    "check_log",
    "check_log_stories",
]


def __dir__() -> list[str]:
    return sorted(__all__)
