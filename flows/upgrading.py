"""`cchc db`: the schema of a warehouse."""

from __future__ import annotations

from dataclasses import dataclass

from flows.settings import default_warehouse
from load.catalogue_sync import sync_catalogue
from load.engine import check_reachable, describe, make_engine, parse_url, writing
from load.errors import NoWarehouseError
from load.soundness import problems_of
from load.versioning import HEAD, current, upgrade


def upgrade_warehouse(warehouse: str | None) -> str:
    """Create or migrate a warehouse and return what was done; raises WarehouseError."""
    engine = make_engine(warehouse or default_warehouse())
    try:
        check_reachable(engine)
        changed = upgrade(engine)
        with writing(engine) as connection:
            sync_catalogue(connection)
    finally:
        engine.dispose()
    state = "was made or brought to" if changed else "is up to date:"
    return f"{describe(engine.url)} {state} {HEAD}."


def current_version(warehouse: str | None) -> str:
    """Return the schema version of a warehouse, or none; raises WarehouseError."""
    try:
        engine = make_engine(warehouse or default_warehouse(), read_only=True)
    except NoWarehouseError:
        return "none"
    check_reachable(engine)
    with engine.connect() as connection:
        found = current(connection)
    engine.dispose()
    return found or "none"


@dataclass(frozen=True, slots=True)
class Checked:
    """What `cchc db check` found: where the warehouse is, its version, and what is wrong."""

    warehouse: str
    schema: str | None
    problems: tuple[str, ...]


def check_warehouse(warehouse: str | None) -> Checked:
    """Hold a warehouse against what this program makes; raises WarehouseError."""
    url = warehouse or default_warehouse()
    try:
        engine = make_engine(url, read_only=True)
    except NoWarehouseError as error:
        return Checked(describe(parse_url(url)), None, (str(error),))
    try:
        check_reachable(engine)
        with engine.connect() as connection:
            found = current(connection)
        return Checked(describe(engine.url), found, tuple(problems_of(engine)))
    finally:
        engine.dispose()
