"""The columns of GDELT events, by the names in its codebooks, in lower case.

The raw files have no header. Release 1.0 has 58 columns, or 57 in files of days before April 2013,
which do not have the address of the article. Release 2.0 has 61, with three more for the places.

Sources: "The GDELT Event Database Data Format Codebook" 1.03 and 2.0.
"""

from __future__ import annotations

from typing import Final

from peacetalks.importers.format import Headless
from peacetalks.importers.tables.delimited import Dialect
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["HEADLESS", "SPELT"]

_ACTOR: Final = (
    "code", "name", "countrycode", "knowngroupcode", "ethniccode", "religion1code",
    "religion2code", "type1code", "type2code", "type3code",
)  # fmt: skip
_ACT: Final = (
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale",
    "nummentions", "numsources", "numarticles", "avgtone",
)  # fmt: skip
_GEO: Final = ("type", "fullname", "countrycode", "adm1code", "lat", "long", "featureid")
_GEO_2: Final = (
    "type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid",
)  # fmt: skip
_PLACES: Final = ("actor1geo", "actor2geo", "actiongeo")


def _columns(geo: tuple[str, ...], *last: str) -> tuple[str, ...]:
    return (
        *("globaleventid", "sqldate", "monthyear", "year", "fractiondate"),
        *(f"actor1{name}" for name in _ACTOR),
        *(f"actor2{name}" for name in _ACTOR),
        *_ACT,
        *(f"{place}_{name}" for place in _PLACES for name in geo),
        *last,
    )


_FORMS: Final = FrozenMap(
    {
        "globaleventid": r"\d+",
        "sqldate": r"\d{8}",
        "monthyear": r"\d{6}",
        "year": r"\d{4}",
        "dateadded": r"\d{8}(\d{6})?",
    }
)


def _headless(layout: str, columns: tuple[str, ...]) -> Headless:
    return Headless(
        layout=f"{layout} ({len(columns)} columns)",
        columns=columns,
        forms=_FORMS,
        dialect=Dialect("\t", quoted=False),
    )


HEADLESS: Final = (
    _headless("GDELT 1.0 without addresses", _columns(_GEO, "dateadded")),
    _headless("GDELT 1.0", _columns(_GEO, "dateadded", "sourceurl")),
    _headless("GDELT 2.0", _columns(_GEO_2, "dateadded", "sourceurl")),
)
"""The layouts of the raw files."""

_RENAMED_ACTOR: Final = {
    "country_code": "code",
    "name": "name",
    "country_abbr": "countrycode",
    "known_group_code": "knowngroupcode",
    "know_group_code": "knowngroupcode",
    "ethnic_code": "ethniccode",
    "religion_code": "religion1code",
    "religion_2_code": "religion2code",
    "role": "type1code",
    "role2": "type2code",
    "role3": "type3code",
    "geo_type": "geo_type",
    "geo_fullname": "geo_fullname",
    "geo_country_code": "geo_countrycode",
}
_RENAMED: Final = {
    "global_event_id": "globaleventid",
    "day": "sqldate",
    "yyyymm": "monthyear",
    "yyyy": "year",
    "day_time": "fractiondate",
    "is_root_event": "isrootevent",
    "event_code": "eventcode",
    "event_base_code": "eventbasecode",
    "event_root_code": "eventrootcode",
    "quad_class": "quadclass",
    "goldstein_scale": "goldsteinscale",
    "num_mentions": "nummentions",
    "num_sources": "numsources",
    "num_articles": "numarticles",
    "avg_tone": "avgtone",
    "mention_type": "actiongeo_type",
    "st_pr_cntry": "actiongeo_fullname",
    "country": "actiongeo_countrycode",
    "adm1code_extra": "actiongeo_adm1code",
    "adm2code_extra": "actiongeo_adm2code",
    "lat_extra": "actiongeo_lat",
    "long_extra": "actiongeo_long",
    "actorgeo_featurid_extra": "actiongeo_featureid",
    "date_added": "dateadded",
    "source_url": "sourceurl",
}

SPELT: Final = FrozenMap(
    _RENAMED
    | {
        f"actor_{number}_{theirs}": f"actor{number}{ours}"
        for number in "12"
        for theirs, ours in _RENAMED_ACTOR.items()
    }
)
"""Column names in copies that were saved with other headers.

In one of them ``Actor_1_Country_Code`` has the whole code of the actor, and
``Actor_1_Country_ABBR`` its country; the columns for the place of the act are named after mentions.
"""
