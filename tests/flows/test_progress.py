from __future__ import annotations

import io

from rich.console import Console

from flows.progress import Bar, Silent, current_observer, shown


def test_a_terminal_gets_a_bar_with_what_is_done() -> None:
    screen = Console(file=io.StringIO(), force_terminal=True, width=100)
    with shown(screen):
        observer = current_observer()
        assert isinstance(observer, Bar)
        observer.begin(4)
        observer.advance()
        observer.advance(2)
        (task,) = observer._progress.tasks
        assert (task.completed, task.total) == (3, 4)
        assert str(task.fields["rate"]).endswith("/s")
    assert isinstance(current_observer(), Silent)


def test_a_pipe_gets_nothing() -> None:
    screen = Console(file=io.StringIO())
    with shown(screen):
        current_observer().begin(4)
        current_observer().advance()
    file = screen.file
    assert isinstance(file, io.StringIO)
    assert file.getvalue() == ""
