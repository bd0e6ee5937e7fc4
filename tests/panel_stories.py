"""Stories for the laws of panels: few names, near days, and everything that changes what counts."""

import datetime as dt

from hypothesis import strategies as st

import peacetalks as pt

START = dt.date(2031, 1, 1)
DAYS = 130
BODIES = ("UCDP", "ACLED", None)
SIDES = ("NORTH", "SOUTH", "EAST")
COUNTRIES = ("UKR", "GEO")
COUNTED = (
    "casualties-reported:killed",
    "displacement-reported:flow",
    "attack-reported",
    "meeting-refused",
    "meeting-held",
)

bodies = st.sampled_from(["UCDP", "UCDP", "UCDP", "ACLED", None])
near = st.integers(0, DAYS).map(lambda n: START + dt.timedelta(n))
lengths = st.sampled_from([0, 0, 0, 1, 9, 40, 90])


@st.composite
def spans(draw):
    """Draw a day, or several."""
    first = draw(near)
    last = first + dt.timedelta(draw(lengths))
    return pt.When(first if first == last else f"{first}/{last}")


@st.composite
def counts(draw):
    """Draw a number of persons, with all bounds, with some or with none."""
    low, more, most = (draw(st.integers(0, 9)) for _ in range(3))
    return draw(
        st.sampled_from(
            [
                pt.Count(best=low),
                pt.Count(low=low, best=low + more, high=low + more + most),
                pt.Count(low=low, qualifier="more_than"),
                pt.Count(low=low, high=low + most),
            ]
        )
    )


@st.composite
def common(draw):
    """Draw what every fact has: a day, when it became public, a place, an act."""
    occurred = draw(spans())
    late = dt.timedelta(draw(st.sampled_from([0, 0, 3, 35, 100])))
    reported = dt.date.fromordinal(occurred.last_day + dt.date(1970, 1, 1).toordinal()) + late
    country = draw(st.sampled_from([*COUNTRIES, None]))
    return {
        "occurred": occurred,
        "reported": draw(st.sampled_from([reported, reported, reported, "2031/.."])),
        "place": country and pt.Place("Town", country=country),
        "act": draw(st.sampled_from([None, None, None, "a1"])),
    }


@st.composite
def facts(draw, name):
    """Draw a fact that panels count."""
    more = {"id": name, **draw(common())}
    two = draw(st.permutations(SIDES))
    sort = draw(st.sampled_from([*["dead"] * 4, "fled", "attack", "no", "asked", "met"]))
    series, body = draw(st.sampled_from("st")), draw(bodies)
    match sort:
        case "dead":
            return pt.CasualtiesReported(
                series=series,
                measure=draw(st.sampled_from(["killed", "killed", "wounded"])),
                count=draw(counts()),
                counting_body=body,
                counting=draw(st.sampled_from(["flow", "flow", "cumulative", None])),
                group=draw(st.sampled_from([None, None, "civilians"])),
                incident=draw(st.sampled_from([None, "f0", "f1"])),
                **more,
            )
        case "fled":
            measure = draw(st.sampled_from(["flow", "flow", "stock"]))
            return pt.DisplacementReported(
                series=series, measure=measure, count=draw(counts()), counting_body=body,
                origin=draw(st.sampled_from([None, *COUNTRIES])), **more,
            )  # fmt: skip
        case "attack":
            return pt.AttackReported(by=two[0], against=two[1], **more)
        case "no":
            return pt.MeetingRefused(meeting="m", by=two[0], reasons="agenda", **more)
        case "asked":
            return pt.MeetingProposed(meeting="m", invitees=two[:2], **more)
        case _:
            return pt.MeetingHeld(meeting="m", participants=two[:2], **more)


@st.composite
def coverages(draw, name):
    """Draw a statement of coverage."""
    return pt.CoverageStated(
        id=name,
        occurred=draw(near),
        coverage=draw(st.sampled_from(["c1", "c2", "c3"])),
        body=draw(st.sampled_from(BODIES)),
        counts=draw(st.lists(st.sampled_from([*COUNTED, "casualties-reported"]), min_size=1)),
        places=draw(st.sampled_from([None, None, ("UKR",), COUNTRIES])),
        parties=draw(st.sampled_from([None, None, SIDES[:2]])),
        period=draw(
            st.sampled_from(["2030/2032", "2031", "2031-02/2031-03", "2031-03", "2031-04/.."])
        ),
        complete=draw(st.sampled_from(["complete", "complete", "sampled"])),
    )


@st.composite
def books(draw, name, targets):
    """Draw what corrects, retracts or merges facts."""
    target, other = draw(st.sampled_from(targets)), draw(st.sampled_from(targets))
    day = draw(near)
    sort = draw(st.sampled_from(["correct", "retract", "merge", "dispute"]))
    if sort == "correct":
        replacement = draw(coverages(target) if target.startswith("c") else facts(target))
        origin = draw(st.sampled_from(["source", "record"]))
        return pt.EventCorrected(
            id=name, occurred=day, target=target, replacement=replacement, origin=origin
        )
    if sort == "retract" or target == other:
        return pt.EventRetracted(id=name, occurred=day, target=target)
    if sort == "merge":
        return pt.EventsMerged(id=name, occurred=day, canonical=target, duplicates=other)
    return pt.EventDisputed(id=name, occurred=day, target=target, by="NORTH")


@st.composite
def panel_stories(draw, with_coverage=True):
    """Draw the events of a story."""
    told = [draw(facts(f"f{n}")) for n in range(draw(st.integers(1, 7)))]
    if with_coverage:
        told += [draw(coverages(f"c{n}")) for n in range(draw(st.integers(0, 3)))]
    names = [event.id for event in told]
    told += [draw(books(f"b{n}", names)) for n in range(draw(st.integers(0, 3)))]
    return told
