"""The warehouse as the flows use it: open, plan, load, record, finish."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from extract.document import Source
from load import decisions, extractions, ledger
from load.catalogue_sync import sync_catalogue
from load.chunks import chunks
from load.comparisons import BATCH as COMPARED_AT_ONCE
from load.comparisons import count_findings, due_bodies, refresh
from load.dimensions import Dimensions
from load.documents import load_documents
from load.engine import (
    WAIT_SECONDS,
    check_reachable,
    describe,
    make_engine,
    reason_of,
    writing,
)
from load.errors import LoadError
from load.extractions import Extraction
from load.ledger import Held, Outcome, Plan, Run, Versions
from load.queries import RunSummary, run_summary
from load.records import Batch, Record, batch_of
from load.versioning import upgrade

if TYPE_CHECKING:
    from transform.frames import Frames
    from transform.ruling import Ruling

Clock = Callable[[], dt.datetime]


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def open_warehouse(
    url: str, *, wait_seconds: float = WAIT_SECONDS, clock: Clock = _utc_now
) -> Warehouse:
    """Open a warehouse for writing, creating or migrating it, with the present catalogue.

    Raises WarehouseError: unreachable, busy, of a newer version, or somebody else's tables.
    """
    engine = make_engine(url, wait_seconds=wait_seconds)
    try:
        check_reachable(engine)
        upgrade(engine)
        with writing(engine) as connection:
            sync_catalogue(connection)
            dimensions = Dimensions(connection)
    except BaseException:
        engine.dispose()
        raise
    return Warehouse(engine, dimensions, clock)


class _RehearsedError(Exception):
    """Rolls a rehearsal back."""


# what the engines and the loader raise for a document that they refuse
_REFUSALS = (LoadError, IntegrityError, DataError, OverflowError, StatementError)
_Attempt = Callable[[Batch], list[Outcome]]
_Reject = Callable[[Record, str], Outcome]


def _rejected(document: Record, reason: str) -> Outcome:
    return Outcome(document["source_name"], document["document_sha256"], "rejected", reason)


class Warehouse:
    """An open warehouse. Every method that writes is one transaction, unless it says otherwise."""

    def __init__(self, engine: Engine, dimensions: Dimensions, clock: Clock) -> None:
        self.engine = engine
        self._dimensions = dimensions
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @property
    def location(self) -> str:
        """Where the warehouse is, without any password."""
        return describe(self.engine.url)

    def start_run(self, command: str, versions: Versions, input_count: int | None = None) -> Run:
        """Enter a run in the ledger; with `input_count`, finish_run insists on as many."""
        with writing(self.engine) as connection:
            return ledger.start_run(connection, command, versions, input_count, self._clock())

    @contextlib.contextmanager
    def running(
        self, command: str, versions: Versions, input_count: int | None = None
    ) -> Iterator[Run]:
        """Start a run, and close it as failed where the block ends in an exception.

        Whoever gets through it closes the run with `finish_run`.
        """
        run = self.start_run(command, versions, input_count)
        try:
            yield run
        except BaseException as error:
            self.finish_run(run, error=f"{type(error).__name__}: {error}"[:500])
            raise

    def plan(self, sources: Sequence[Source], versions: Versions, *, force: bool = False) -> Plan:
        """Return which sources must be read and how the others end. Changes nothing."""
        with self.engine.connect() as connection:
            known = ledger.known_documents(connection, (source.sha256 for source in sources))
        return ledger.plan(sources, known, versions, force=force)

    def held(self) -> list[Held]:
        """Return the files of which something is on hold."""
        with self.engine.connect() as connection:
            return ledger.held(connection)

    def store(self, read: Sequence[Extraction]) -> None:
        """Keep what was read from files, in one transaction."""
        with writing(self.engine) as connection:
            extractions.store(connection, read, self._clock())

    def stored_hashes(self) -> list[str]:
        """Return the SHA-256 of every file whose extraction is kept, oldest document first."""
        with self.engine.connect() as connection:
            return extractions.stored_hashes(connection)

    def stored(self, hashes: Sequence[str]) -> dict[str, Extraction]:
        """Return the extractions kept of files, by SHA-256."""
        with self.engine.connect() as connection:
            return extractions.of(connection, hashes)

    def rulings(self, reports: Sequence[str]) -> dict[str, dict[str, Ruling]]:
        """Return the decisions in force on some reports, by report and by cell."""
        with self.engine.connect() as connection:
            return decisions.rulings(connection, reports)

    def hashes_of_decisions(self, keys: Sequence[int]) -> list[str]:
        """Return the SHA-256 of each document of the reports that decisions are about."""
        with self.engine.connect() as connection:
            return decisions.hashes_of(connection, keys)

    def rehearse(self, versions: Versions, frames: Frames) -> tuple[Outcome, ...]:
        """Return how loading these documents again would end, and leave everything as it is."""
        return tuple(self._rehearse(versions, batch_of(frames)))

    def _rehearse(self, versions: Versions, batch: Batch) -> list[Outcome]:
        outcomes: list[Outcome] = []

        def attempt(part: Batch) -> list[Outcome]:
            with contextlib.suppress(_RehearsedError), writing(self.engine) as connection:
                now = self._clock()
                run = ledger.start_run(connection, "rehearsal", versions, None, now)
                outcomes[:] = load_documents(
                    connection, part, self._dimensions, run, now, force=True
                )
                raise _RehearsedError
            return list(outcomes)

        return self._each_way(batch, attempt, _rejected)

    def load(self, run: Run, frames: Frames, *, force: bool = False) -> tuple[Outcome, ...]:
        """Load documents, all in one transaction, and record how each ended.

        A document that the warehouse refuses is recorded as rejected; to find it the batch is
        halved, and the others load. With `force`, a document is written again even if its
        versions are the same.
        """

        def attempt(part: Batch) -> list[Outcome]:
            with writing(self.engine) as connection:
                now = self._clock()
                return load_documents(connection, part, self._dimensions, run, now, force=force)

        def reject(document: Record, reason: str) -> Outcome:
            outcome = _rejected(document, reason)
            with writing(self.engine) as connection:
                ledger.forget_loads(connection, run, [document["document_sha256"]])
                ledger.record(connection, run, [outcome], self._clock())
            return outcome

        return tuple(self._each_way(batch_of(frames), attempt, reject))

    def _each_way(self, batch: Batch, attempt: _Attempt, reject: _Reject) -> list[Outcome]:
        """Try a batch; where it is refused, try its halves, down to the document at fault."""
        if not len(batch):
            return []
        try:
            return attempt(batch)
        except _REFUSALS as error:
            reason = self._reason(error)
        if len(batch) == 1:
            return [reject(batch.documents[0], reason)]
        middle = len(batch) // 2
        halves = (batch.part(range(middle)), batch.part(range(middle, len(batch))))
        return [outcome for half in halves for outcome in self._each_way(half, attempt, reject)]

    def _reason(self, error: Exception) -> str:
        """Return why the warehouse refuses a document; raises `error` if that is no reason."""
        if isinstance(error, LoadError):
            return str(error)
        if isinstance(error, IntegrityError | DataError):
            return f"the warehouse refuses it: {reason_of(error, self.engine.url)}"
        if isinstance(error, OverflowError):
            return f"the warehouse cannot hold a value of it: {error}"
        if isinstance(error, StatementError) and isinstance(error.orig, ValueError):
            return f"the warehouse cannot hold a value of it: {error.orig}"
        raise error

    def record_paths(self, run: Run, paths: Mapping[tuple[str, str], str]) -> None:
        """Record where the files of a run lay, by SHA-256 and name, in one transaction."""
        with writing(self.engine) as connection:
            ledger.record_paths(connection, run, paths)

    def record_outcome(self, run: Run, outcome: Outcome) -> None:
        """Record how one input ended that was not loaded."""
        self.record_outcomes(run, [outcome])

    def record_outcomes(self, run: Run, outcomes: Sequence[Outcome]) -> None:
        """Record how inputs ended that were not loaded, in one transaction."""
        with writing(self.engine) as connection:
            ledger.record(connection, run, outcomes, self._clock())

    def compare(self, run: Run) -> int:
        """Compare the documents that are due with those around them.

        Returns how many contradictions their bodies now have. A body is refreshed whole, in
        one transaction; whatever is left when the process ends is taken up by the next run.
        """
        with self.engine.connect() as connection:
            bodies = due_bodies(connection)
        found = 0
        for part in chunks(bodies, COMPARED_AT_ONCE):
            with writing(self.engine) as connection:
                for body in part:
                    found += refresh(connection, body, run.versions.rules)
        if found:
            with writing(self.engine) as connection:
                count_findings(connection, run.key)
        return found

    def finish_run(self, run: Run, *, error: str | None = None) -> RunSummary:
        """Close the run and return its summary; `error` says why it failed.

        Raises LedgerError if the outcomes are not as many as the inputs.
        """
        with writing(self.engine) as connection:
            ledger.finish_run(connection, run, error, self._clock())
        return self.summary(run)

    def summary(self, run: Run, *, gravest: int = 3) -> RunSummary:
        """Return what the run has done so far."""
        with self.engine.connect() as connection:
            return run_summary(connection, run.key, gravest=gravest)
