"""Made-up files in the shape of UCDP GED: 20 countries, 240 months, the same for each size."""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path
from typing import Final

__all__ = ["COUNTRIES", "FIRST", "LAST", "write_ged_like"]

FIRST, LAST = "2000-01-01", "2019-12-31"
COUNTRIES: Final = {
    "Afghanistan": 700, "Algeria": 615, "Angola": 540, "Burundi": 516, "Cameroon": 471,
    "Chad": 483, "Colombia": 100, "Ethiopia": 530, "India": 750, "Iraq": 645, "Kenya": 501,
    "Mali": 432, "Nepal": 790, "Niger": 436, "Nigeria": 475, "Pakistan": 770,
    "Philippines": 840, "Somalia": 520, "Sudan": 625, "Syria": 652,
}  # fmt: skip
"""The countries, with their numbers by Gleditsch and Ward."""
_HEADER: Final = [
    "id",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_new_id",
    "conflict_name",
    "dyad_new_id",
    "dyad_name",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
]
_DAYS: Final = (dt.date.fromisoformat(LAST) - dt.date.fromisoformat(FIRST)).days


def write_ged_like(path: Path, rows: int) -> Path:
    """Write a file of so many rows, and return its path."""
    dice = random.Random(rows)
    first = dt.date.fromisoformat(FIRST)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, _HEADER, restval="")
        writer.writeheader()
        for number in range(rows):
            country = dice.randrange(len(COUNTRIES))
            day = first + dt.timedelta(dice.randrange(_DAYS))
            last = min(day + dt.timedelta(dice.choice([0] * 9 + [6])), dt.date.fromisoformat(LAST))
            best = int(dice.paretovariate(1.1))
            writer.writerow(_row(number, country, day, last, best, dice.randrange(3)))
    return path


def _row(
    number: int, country: int, day: dt.date, last: dt.date, best: int, more: int
) -> dict[str, object]:
    side, (name, gw) = country * 10 + number % 4, list(COUNTRIES.items())[country]
    government = f"Government of {name}"
    return {
        "id": number + 1,
        "year": day.year,
        "active_year": 1,
        "code_status": "Clear",
        "type_of_violence": 1,
        "conflict_new_id": 100 + country,
        "conflict_name": f"{name}: Government",
        "dyad_new_id": 1_000 + side,
        "dyad_name": f"{government} - Front {side}",
        "side_a_new_id": 100 + country,
        "side_a": government,
        "side_b_new_id": 5_000 + side,
        "side_b": f"Front {side}",
        "number_of_sources": 1,
        "source_article": f'"Agency,{day},Clash near town {number % 97}"',
        "source_office": "Agency",
        "source_date": last,
        "source_headline": f"Clash near town {number % 97}",
        "where_prec": 1,
        "where_coordinates": f"Town {number % 97}",
        "adm_1": f"Province {number % 9}",
        "latitude": 1 + number % 40,
        "longitude": 2 + number % 50,
        "country": name,
        "country_id": gw,
        "region": "Africa",
        "event_clarity": 1 if day == last else 2,
        "date_prec": 1 if day == last else 2,
        "date_start": day,
        "date_end": last,
        "deaths_a": 0,
        "deaths_b": best,
        "deaths_civilians": 0,
        "deaths_unknown": 0,
        "best": best,
        "high": best + more,
        "low": best,
    }
