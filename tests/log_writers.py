"""What other processes do in the tests of logs; they import it by its name."""

import random

import peacetalks as pt

BATCHES = 6


def said(name, **more):
    """Return a statement of this id."""
    return pt.StatementMade(id=name, occurred="2023-11-16", by="AZE", **more)


def write(place, writer, results):
    """Append to a stream of one's own, to one of all, and to one where each waits for its turn."""
    with pt.open_log(place) as log:
        mine = 0
        turns = 0
        for batch in range(BATCHES):
            events = [said(f"w{writer}-{batch}-{n}") for n in range(writer + batch + 1)]
            mine = log.append(f"own-{writer}", events, expected=mine).last
            log.append("shared", events)
            turns += take_turn(log, [said(f"t{writer}-{batch}")])
        results.put((writer, mine, turns))


def take_turn(log, events):
    """Append where nobody wrote since one looked; return how often somebody had."""
    stale = 0
    while True:
        stands = next((s.records for s in log.streams() if s.stream == "turns"), 0)
        try:
            log.append("turns", events, expected=stands)
        except pt.StaleStream:
            stale += 1
        else:
            return stale


def opened(place, results):
    with pt.open_log(place) as log:
        results.put(log.log_id)


def write_until_killed(place, seed, told):
    """Append batches of random size, saying before each what comes, and after it what came."""
    dice = random.Random(seed)
    with pt.open_log(place) as log:
        number = 0
        while True:
            size = dice.choice([1, 2, 5, 20, 100, 400])
            stream = dice.choice(["a", "b"])
            events = [said(f"{seed}-{number}-{n}-of-{size}") for n in range(size)]
            told.send(("begun", seed, number, size))
            try:
                receipt = log.append(stream, events)
            except pt.LogUnavailable:
                return  # it was the server that was killed
            told.send(("done", stream, receipt.first, receipt.last, str(receipt.head)))
            number += 1
