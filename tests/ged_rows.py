"""Made-up rows of UCDP GED, as a release or as candidate events."""

from peacetalks import importers

__all__ = ["HEADER", "ged", "read_ged"]

HEADER = (
    "id,type_of_violence,side_a,side_b,where_coordinates,country,region,date_start,date_end,"
    "low,best,high"
)


def ged(number, day, dead=5, country="Ukraine", region="Europe"):
    """Return a row."""
    return (
        f"{number},1,Government of {country},Made-up Front,Millbrook,{country},{region},"
        f"{day},{day},{dead},{dead},{dead}"
    )


def read_ged(folder, release, *rows, **options):
    """Return a file of rows, ready to be imported or synced."""
    path = folder / f"{release}.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return importers.read(path, "ucdp-ged", release=release, **options)
