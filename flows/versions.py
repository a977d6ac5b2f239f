"""What a reading depends on besides its bytes, as the ledger keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib import metadata, resources
from pathlib import Path

from contracts.rules import rules_version
from load.ledger import Versions

RULE_FOLDERS = ("rules", "evidence", "comparisons")


def current_versions(layout_folders: Sequence[Path] = ()) -> Versions:
    """Return the versions of layouts and catalogue, of rules, and of the program.

    Layouts and catalogue are told by a hash of their files, so that an edited file counts
    as a new version whether or not its number was raised.
    """
    root = Path(str(resources.files("contracts")))
    shipped = [root / "layouts", root / "data", root / "vocabulary"]
    return Versions(
        layouts=_hash_of([*shipped, *layout_folders]),
        rules=f"{_hash_of([root / folder for folder in RULE_FOLDERS])} {rules_version()}"[:200],
        code=metadata.version("cchc"),
    )


def _hash_of(folders: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".csv"}):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
