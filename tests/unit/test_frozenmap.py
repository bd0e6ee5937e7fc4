"""FrozenMap: a mapping that cannot change."""

import copy
import pickle

import pytest

from peacetalks.primitives.frozenmap import FrozenMap

ONE = FrozenMap({"ARM": "aggression", "AZE": "measures"})
OTHER = FrozenMap({"AZE": "measures", "ARM": "aggression"})


def test_the_order_of_entry_is_shown_and_takes_no_part_in_equality_and_hash():
    assert ONE == OTHER
    assert hash(ONE) == hash(OTHER)
    assert len({ONE, OTHER}) == 1
    assert (list(ONE), list(OTHER)) == (["ARM", "AZE"], ["AZE", "ARM"])
    assert repr(OTHER) == "FrozenMap({'AZE': 'measures', 'ARM': 'aggression'})"


def test_it_answers_as_a_dict_of_the_same_items_does():
    assert dict(ONE) == {**ONE} == {"ARM": "aggression", "AZE": "measures"}
    assert (ONE["ARM"], ONE.get("RUS"), "AZE" in ONE, len(ONE)) == ("aggression", None, True, 2)
    assert dict(ONE) == ONE
    assert ONE != {"ARM": "aggression"}
    assert ONE != 5
    with pytest.raises(KeyError):
        ONE["RUS"]


def test_it_is_made_of_a_mapping_of_pairs_or_of_nothing():
    assert FrozenMap() == {}
    assert FrozenMap([("a", 1), ("a", 2)]) == {"a": 2}
    assert FrozenMap(FrozenMap({"a": 1})) == {"a": 1}


def test_a_change_of_what_it_was_made_of_does_not_reach_it():
    items = {"a": 1}
    kept = FrozenMap(items)
    items["b"] = 2
    assert kept == {"a": 1}


def test_it_refuses_changes():
    for name in ("_items", "new"):
        with pytest.raises(AttributeError, match="cannot change"):
            setattr(ONE, name, {})
        with pytest.raises(AttributeError, match="cannot change"):
            delattr(ONE, name)
    with pytest.raises(TypeError):
        ONE["ARM"] = "x"
    with pytest.raises(TypeError):
        del ONE["ARM"]
    for method in ("pop", "update", "clear", "setdefault", "popitem"):
        assert not hasattr(ONE, method)
    assert len(ONE) == 2


def test_having_one_more_item_leaves_the_first_map_as_it_was():
    more = ONE.with_item("RUS", "silence")
    assert more == {"ARM": "aggression", "AZE": "measures", "RUS": "silence"}
    assert more.with_item("RUS", "words")["RUS"] == "words"
    assert len(ONE) == 2


def test_it_pickles_and_copies_in_its_order():
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(OTHER, protocol))  # our own bytes
        assert again == OTHER
        assert list(again) == ["AZE", "ARM"]
    assert copy.copy(ONE) == copy.deepcopy(ONE) == ONE


def test_values_that_do_not_hash_leave_it_without_a_hash():
    kept = FrozenMap({"a": [1]})
    with pytest.raises(TypeError, match="unhashable"):
        hash(kept)
    assert kept == {"a": [1]}
