from __future__ import annotations

import io

from rich.console import Console

from flows.progress import Bar, PageLine, Silent, current_observer, shown


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
        observer.reached("a.pdf", 1)
        assert task.fields["at"] == ""
        observer.reached("a.pdf", 41)
        assert task.fields["at"] == "a.pdf: page 41"
        observer.advance()
        assert task.fields["at"] == ""
    assert isinstance(current_observer(), Silent)


def test_a_pipe_gets_nothing() -> None:
    screen = Console(file=io.StringIO())
    with shown(screen):
        current_observer().begin(4)
        current_observer().advance()
    file = screen.file
    assert isinstance(file, io.StringIO)
    assert file.getvalue() == ""


def test_the_page_of_a_long_document_is_shown_and_taken_away() -> None:
    file = io.StringIO()
    line = PageLine(Console(file=file, force_terminal=True))
    line("a.pdf", 1)
    line.clear()
    assert file.getvalue() == ""
    line("a.pdf", 41)
    assert "a.pdf: page 41" in file.getvalue()
    line.clear()
    assert file.getvalue().endswith("\r\x1b[2K")


def test_a_pipe_is_told_no_page() -> None:
    file = io.StringIO()
    PageLine(Console(file=file))("a.pdf", 41)
    assert file.getvalue() == ""
