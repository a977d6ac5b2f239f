"""Layouts: which headings mean which canonical column, and what must hold of the table.

A layout is a YAML file in contracts/layouts/ that a data engineer writes; one that
`extends` another declares only what differs. Headings are compared after `fold`-like
normalisation by the caller; patterns are regular expressions over the folded heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

GUARDS = frozenset({"unique_headings"})
LayoutKind = Literal["indicator", "task"]


class LayoutError(ValueError):
    """A layout file is not well formed; the message names the file and what is wrong."""


class RoleSpec(BaseModel):
    """The spellings of one canonical column."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    headings: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    repeats: bool = False


class LayoutSpec(BaseModel):
    """A layout file as written; None means “as in the parent”."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    version: int
    describes: str
    extends: str | None = None
    kind: LayoutKind | None = None
    roles: dict[str, RoleSpec] = {}
    columns: tuple[str, ...] | None = None
    groups: tuple[str, ...] = ()
    require: tuple[tuple[str, ...], ...] | None = None
    guards: tuple[str, ...] | None = None
    catalogue_share: float | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A canonical column with its known headings and compiled patterns.

    One that `repeats` may stand over several columns, as the quarters of a schedule do.
    """

    name: str
    headings: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    repeats: bool = False


# compared by identity: layouts are keys of caches, and their words are long to hash
@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A layout with its parent's declarations filled in.

    `columns` is the exact order of roles where the layout fixes one; `require` asks for
    one role out of each group; `guards` name checks of transform/guards.py; `own_words`
    tells that it declares headings its parent has not.
    """

    id: str
    version: int
    kind: LayoutKind
    describes: str
    extends: str | None
    roles: tuple[Role, ...]
    columns: tuple[str, ...] | None
    groups: tuple[str, ...]
    require: tuple[tuple[str, ...], ...]
    guards: tuple[str, ...]
    catalogue_share: float
    own_words: bool = True

    @property
    def repeating(self) -> frozenset[str]:
        """The roles that may stand over several columns."""
        return frozenset(role.name for role in self.roles if role.repeats)


def load_layouts(folders: Iterable[Path] = ()) -> tuple[Layout, ...]:
    """Return the project's layouts and those of `folders`, parents before children.

    Raises LayoutError for an unknown key, parent, guard or role, a bad pattern, or an id
    that stands twice.
    """
    paths = [Path(str(p)) for p in (resources.files("contracts") / "layouts").iterdir()]
    paths += [p for folder in folders for p in folder.iterdir()]
    specs: dict[str, tuple[Path, LayoutSpec]] = {}
    for path in sorted(p for p in paths if p.suffix == ".yaml"):
        spec = _read(path)
        if spec.id in specs:
            raise LayoutError(
                f"{path.name}: layout {spec.id} stands also in {specs[spec.id][0].name}"
            )
        specs[spec.id] = (path, spec)
    return tuple(_resolve(name, specs, ()) for name in sorted(specs))


@cache
def project_layouts() -> tuple[Layout, ...]:
    """Return the layouts that come with the project."""
    return load_layouts()


def _read(path: Path) -> LayoutSpec:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return LayoutSpec.model_validate(content)
    except (yaml.YAMLError, ValidationError) as error:
        raise LayoutError(f"{path.name}: {error}") from error


def _resolve(
    name: str, specs: dict[str, tuple[Path, LayoutSpec]], children: tuple[str, ...]
) -> Layout:
    path, spec = specs[name]
    if spec.extends is None:
        return _checked(path, _from_spec(spec, None))
    if spec.extends not in specs or spec.extends in (*children, name):
        raise LayoutError(f"{path.name}: extends {spec.extends}, which is unknown or a circle")
    parent = _resolve(spec.extends, specs, (*children, name))
    return _checked(path, _from_spec(spec, parent))


def _from_spec(spec: LayoutSpec, parent: Layout | None) -> Layout:
    kind = spec.kind or (parent.kind if parent else None)
    if kind is None:
        raise LayoutError(f"layout {spec.id}: kind is missing")
    inherited = {role.name: role for role in parent.roles} if parent else {}
    own = {name: _role(spec.id, name, role) for name, role in spec.roles.items()}
    share = spec.catalogue_share
    return Layout(
        id=spec.id,
        version=spec.version,
        kind=kind,
        describes=spec.describes,
        extends=spec.extends,
        roles=tuple({**inherited, **own}.values()),
        columns=spec.columns,
        groups=spec.groups,
        require=spec.require if spec.require is not None else (parent.require if parent else ()),
        guards=spec.guards if spec.guards is not None else (parent.guards if parent else ()),
        catalogue_share=share if share is not None else (parent.catalogue_share if parent else 0.0),
        own_words=bool(own) or parent is None,
    )


def _role(layout: str, name: str, spec: RoleSpec) -> Role:
    try:
        patterns = tuple(re.compile(pattern) for pattern in spec.patterns)
    except re.error as error:
        raise LayoutError(f"layout {layout}, role {name}: bad pattern: {error}") from error
    return Role(name, spec.headings, patterns, spec.repeats)


def _checked(path: Path, layout: Layout) -> Layout:
    known = {role.name for role in layout.roles} | {"no2"}
    used = {role for group in layout.require for role in group} | set(layout.columns or ())
    if unknown := used - known:
        raise LayoutError(f"{path.name}: roles {sorted(unknown)} have no headings")
    if unknown := set(layout.guards) - GUARDS:
        raise LayoutError(f"{path.name}: guards {sorted(unknown)} are unknown")
    return layout
