"""Layouts: which headings mean which canonical column, and what must hold of the table.

A layout is a YAML file in contracts/layouts/ that a data engineer writes; one that
`extends` another declares only what differs. Headings are compared after `fold`-like
normalisation by the caller; patterns are regular expressions over the folded heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from contracts.yaml_text import load_yaml

GUARDS = frozenset({"unique_headings"})
LayoutKind = Literal["indicator", "task", "matrix"]


T = TypeVar("T")


class LayoutError(ValueError):
    """A layout file is not well formed; the message names the file and what is wrong."""


class RoleSpec(BaseModel):
    """The spellings of one canonical column."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    headings: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    repeats: bool = False
    general: bool = False
    stage: int | None = None
    of: str | None = None


class IdentitySpec(BaseModel):
    """A sum that the columns of a matrix keep in every row; see `Identity`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    total: str
    parts: tuple[str, ...]
    p: Decimal | None = None
    why: str = ""


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
    titles: tuple[str, ...] = ()
    require: tuple[tuple[str, ...], ...] | None = None
    guards: tuple[str, ...] | None = None
    catalogue_share: float | None = None
    ignored: tuple[str, ...] | None = None
    subjects: dict[str, RoleSpec] = {}
    parts: dict[str, RoleSpec] = {}
    aspects: dict[str, RoleSpec] = {}
    identities: tuple[IdentitySpec, ...] | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A canonical column with its known headings and compiled patterns.

    One that `repeats` may stand over several columns, as the quarters of a schedule do. A
    column that is `general` has words that stand in cells as well, and makes no heading by
    itself; a subject that is so is asked only where no other fits, a part only where it does
    not stand behind the words of a subject.

    Subjects that are stages of the same things have a `stage`, the first 1; a part may be
    `of` one of them where its heading names none.
    """

    name: str
    headings: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    repeats: bool = False
    general: bool = False
    stage: int | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The measure `total` is the sum of those of `parts` that a table has, two at least.

    It holds by definition where `p` is 1, else in that share of rows, for the reason `why`.
    """

    total: str
    parts: tuple[str, ...]
    p: Decimal = Decimal(1)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the heading path over a figure of a matrix says, word by word.

    A column's role is made of a subject (what is counted), a part of it and, where one is
    printed, an aspect (a rate, a running total): received.online, resolved.late.rate.
    """

    subjects: tuple[Role, ...] = ()
    parts: tuple[Role, ...] = ()
    aspects: tuple[Role, ...] = ()


# compared by identity: layouts are keys of caches, and their words are long to hash
@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A layout with its parent's declarations filled in.

    `columns` is the exact order of roles where the layout fixes one; one of `titles`, where
    there are any, must fit the folded title of the table; `require` asks for
    one role, or one measure of a subject, out of each group; `guards` name checks of
    transform/guards.py; the roles in `ignored` are known and not loaded; `own_words` tells
    that it declares headings its parent has not.
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
    ignored: tuple[str, ...] = ()
    facets: Facets = Facets()
    identities: tuple[Identity, ...] = ()
    titles: tuple[re.Pattern[str], ...] = ()

    @property
    def is_special(self) -> bool:
        """Tell whether it is meant for one order of columns or one title only."""
        return self.columns is not None or bool(self.titles)

    @property
    def repeating(self) -> frozenset[str]:
        """The roles that may stand over several columns."""
        return frozenset(role.name for role in self.roles if role.repeats)

    @property
    def general(self) -> frozenset[str]:
        """The roles whose words also stand in cells."""
        return frozenset(role.name for role in self.roles if role.general)


def load_layouts(folders: Iterable[Path] = ()) -> tuple[Layout, ...]:
    """Return the project's layouts and those of `folders`, parents before children.

    A process reads a file once, and again when it was changed. Raises LayoutError for an
    unknown key, parent, guard or role, a bad pattern, or an id that stands twice.
    """
    paths = [Path(str(p)) for p in (resources.files("contracts") / "layouts").iterdir()]
    paths += [p for folder in folders for p in folder.iterdir()]
    return _loaded(tuple((p, _stamp(p)) for p in sorted(paths) if p.suffix == ".yaml"))


def _stamp(path: Path) -> tuple[int, int]:
    """Return what tells that a file is still the one that was read before."""
    about = path.stat()
    return about.st_mtime_ns, about.st_size


@lru_cache(maxsize=8)
def _loaded(files: tuple[tuple[Path, tuple[int, int]], ...]) -> tuple[Layout, ...]:
    specs: dict[str, tuple[Path, LayoutSpec]] = {}
    for path, _ in files:
        spec = _read(path)
        if spec.id in specs:
            raise LayoutError(
                f"{path.name}: layout {spec.id} stands also in {specs[spec.id][0].name}"
            )
        specs[spec.id] = (path, spec)
    return tuple(_resolve(name, specs, ()) for name in sorted(specs))


def parse_layout(text: str, known: Iterable[Layout], name: str = "layout") -> Layout:
    """Return the layout that a YAML text makes, its parent looked up among `known`.

    Raises LayoutError as `load_layouts` does.
    """
    path = Path(f"{name}.yaml")
    spec = _parse(text, path)
    parents = {layout.id: layout for layout in known}
    if spec.id in parents:
        raise LayoutError(f"{path.name}: layout {spec.id} is known already")
    if spec.extends is not None and spec.extends not in parents:
        raise LayoutError(f"{path.name}: extends {spec.extends}, which is unknown or a circle")
    return _checked(path, _from_spec(spec, parents.get(spec.extends or "")))


def layout_text(layout: Layout) -> str:
    """Return what a layout knows, its parents' words filled in, as lines to compare."""
    lines = [f"id: {layout.id}", f"kind: {layout.kind}", "roles:"]
    for role in sorted(layout.roles, key=lambda role: role.name):
        lines.append(f"  {role.name}:")
        lines += [f"    - {heading}" for heading in sorted(role.headings)]
        lines += [f"    - /{pattern.pattern}/" for pattern in role.patterns]
    lines += ["require:", *(f"  - [{', '.join(group)}]" for group in layout.require)]
    return "\n".join(lines) + "\n"


@cache
def project_layouts() -> tuple[Layout, ...]:
    """Return the layouts that come with the project."""
    return load_layouts()


def _read(path: Path) -> LayoutSpec:
    return _parse(path.read_text(encoding="utf-8"), path)


def _parse(text: str, path: Path) -> LayoutSpec:
    try:
        content: Any = load_yaml(text)
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
    facets = parent.facets if parent else Facets()
    return Layout(
        id=spec.id,
        version=spec.version,
        kind=kind,
        describes=spec.describes,
        extends=spec.extends,
        roles=_roles(spec.id, spec.roles, parent.roles if parent else ()),
        columns=spec.columns,
        groups=spec.groups,
        require=_own_or(spec.require, parent.require if parent else ()),
        guards=_own_or(spec.guards, parent.guards if parent else ()),
        catalogue_share=_own_or(spec.catalogue_share, parent.catalogue_share if parent else 0.0),
        own_words=bool(spec.roles or spec.subjects or spec.parts) or parent is None,
        ignored=_own_or(spec.ignored, parent.ignored if parent else ()),
        facets=Facets(
            _roles(spec.id, spec.subjects, facets.subjects),
            _roles(spec.id, spec.parts, facets.parts),
            _roles(spec.id, spec.aspects, facets.aspects),
        ),
        identities=_identities(spec, parent),
        titles=_patterns(f"layout {spec.id}, titles", spec.titles),
    )


def _own_or(own: T | None, inherited: T) -> T:
    return own if own is not None else inherited


def _identities(spec: LayoutSpec, parent: Layout | None) -> tuple[Identity, ...]:
    if spec.identities is None:
        return parent.identities if parent else ()
    return tuple(
        Identity(item.total, item.parts, Decimal(1) if item.p is None else item.p, item.why)
        for item in spec.identities
    )


def _roles(
    layout: str, specs: Mapping[str, RoleSpec], inherited: Sequence[Role]
) -> tuple[Role, ...]:
    """Return the roles of a layout: those of its parent, with what it says of them added.

    The child's own come first: what it says of a heading is what it was written for.
    """
    known = {role.name: role for role in inherited}
    own = {name: _role(layout, name, spec, known.get(name)) for name, spec in specs.items()}
    return (*own.values(), *(role for role in inherited if role.name not in own))


def _role(layout: str, name: str, spec: RoleSpec, parent: Role | None) -> Role:
    patterns = _patterns(f"layout {layout}, role {name}", spec.patterns)
    if parent is None:
        return Role(name, spec.headings, patterns, spec.repeats, spec.general, spec.stage, spec.of)
    return Role(
        name,
        (*spec.headings, *parent.headings),
        (*patterns, *parent.patterns),
        spec.repeats or parent.repeats,
        spec.general or parent.general,
        spec.stage or parent.stage,
        spec.of or parent.of,
    )


def _patterns(where: str, patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(pattern) for pattern in patterns)
    except re.error as error:
        raise LayoutError(f"{where}: bad pattern: {error}") from error


def _checked(path: Path, layout: Layout) -> Layout:
    subjects = {role.name for role in layout.facets.subjects}
    known = {role.name for role in layout.roles} | {"no2"} | subjects
    known |= {name.partition(".")[0] for name in known if "." in name}
    used = {role for group in layout.require for role in group} | set(layout.columns or ())
    if unknown := used.union(layout.ignored) - known:
        raise LayoutError(f"{path.name}: roles {sorted(unknown)} have no headings")
    if unknown := set(layout.guards) - GUARDS:
        raise LayoutError(f"{path.name}: guards {sorted(unknown)} are unknown")
    measures = {m for i in layout.identities for m in (i.total, *i.parts)}
    if unknown := {role.of for role in layout.facets.parts if role.of} - subjects:
        raise LayoutError(f"{path.name}: parts are of unknown subjects {sorted(unknown)}")
    parts = {role.name for role in layout.facets.parts} | {"total"}
    lost = {m for m in measures if m.partition(".")[0] not in subjects}
    lost |= {m for m in measures - lost if m.partition(".")[2] not in parts}
    if unknown := lost - {role.name for role in layout.roles}:
        raise LayoutError(f"{path.name}: identities name unknown measures {sorted(unknown)}")
    return layout
