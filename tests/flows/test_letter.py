from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from load.warehouse import open_warehouse
from tests.flows.test_cli import run
from tests.load.content import ingest
from tests.load.readings import CONTRADICTION, report


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a warehouse with reports of two offices of one name, one of them at ease."""
    address = f"sqlite:///{tmp_path}/w.sqlite"
    cell = replace(CONTRADICTION.where[0], place=None)
    odd = replace(CONTRADICTION, found="a \x0b b", where=(cell, *CONTRADICTION.where[1:]))
    stc = {"agency_key": "STC", "issuing_body": "Sở Tài chính", "symbol": "BC-STC"}
    with open_warehouse(address) as warehouse:
        ingest(
            warehouse,
            report("a.txt", findings=(odd,)),
            report("b.txt", province="Cao Bằng", number="5"),
            report("c.txt", findings=(), **stc),  # type: ignore[arg-type]
        )
    return address


TO = ("--agency", "sở kế hoạch", "--province", "Bắc Kạn")


def texts(path: Path) -> list[str]:
    """Return the texts of a letter, those of its tables included, in order."""
    body = docx.Document(str(path)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def test_the_letter_reads_back(url: str, tmp_path: Path) -> None:
    path = tmp_path / "letters" / "a.docx"
    code, out, err = run(
        "letter", *TO, "--period", "quý i năm 2024", "--from", "Sở Nội vụ", "--deadline",
        "2024-04-01", "--out", str(path), "-w", url,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "1 contradictions" in out
    found = texts(path)
    wanted = (
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Sở Kế hoạch và Đầu tư tỉnh Bắc Kạn",
        "Phụ lục 4, mục 3.1, 3.1.2, 3.1.1 (dòng 101, 103, 102 của tệp)",
        "3.1.2 Số hồ sơ đúng hạn: 82",
        "Tỷ lệ tại Phụ lục 4, mục 3.1 in là 95,56%, trong khi 82/744 = 11,02%.",
        "Phương án 1: Phụ lục 4, mục 3.1.2: 82 → 711",
        "Nơi nhận:",
        "[Họ và tên]",
    )
    order = [found.index(text) for text in wanted]
    assert order == sorted(order)
    assert any("trước ngày 01/04/2024" in text for text in found)


def test_the_page_is_set_as_the_decree_asks(url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    run("letter", *TO, "--out", str(path), "-w", url)
    section = docx.Document(str(path)).sections[0]
    size = [round(side.mm) for side in (section.page_width, section.page_height)]  # type: ignore[union-attr]
    assert size == [210, 297]
    assert [round(m.mm) for m in (section.left_margin, section.right_margin)] == [30, 20]  # type: ignore[union-attr]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    head, findings, _ = docx.Document(str(path)).tables
    assert len(head.columns) == 2
    assert [cell.text for cell in findings.rows[1].cells] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    marks = findings.rows[0]._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    assert len(marks) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--agency", "Sở Tài chính"), "no open contradiction"),
        (("--agency", "Sở Y tế"), "nothing to write"),
        ((*TO, "--period", "quý ii"), "nothing to write"),
        ((*TO, "--period", "quý i năm 202"), "nothing to write"),
    ],
)
def test_with_nothing_to_ask_no_letter_is_written(
    url: str, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "a.docx"
    code, out, _ = run("letter", *arguments, "--out", str(path), "-w", url)
    assert code == 0
    assert said in out
    assert not path.exists()
    code, out, _ = run("letter", *arguments, "--json", "-w", url)
    assert (code, json.loads(out)["contradictions"]) == (0, 0)


def test_without_a_warehouse_there_is_nothing_to_write(tmp_path: Path) -> None:
    code, out, err = run("letter", "--agency", "x", "-w", f"sqlite:///{tmp_path}/none.sqlite")
    assert (code, "nothing to write" in out, "no warehouse" in err) == (0, True, True)


def test_an_edited_letter_is_not_written_over(url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"edited")
    code, _, err = run("letter", *TO, "--out", str(path), "-w", url)
    assert (code, "--force" in err, path.read_bytes()) == (2, True, b"edited")
    assert run("letter", *TO, "--out", str(path), "--force", "-w", url)[0] == 0
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say to whom"),
        (
            ("--agency", "SKHĐT"),
            "Bắc Kạn; Sở Kế hoạch và Đầu tư tỉnh Cao Bằng. Add --province",
        ),
        ((*TO, "--out", "a.pdf"), "a.pdf is not"),
    ],
)
def test_wrong_use(url: str, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("letter", *arguments, "-w", url)
    assert (code, out) == (2, "")
    assert said in err


def test_of_what_the_office_was_told_it_is_not_asked_again(url: str, tmp_path: Path) -> None:
    found = json.loads(run("findings", "--province", "Bắc Kạn", "-w", url, "--json")[1])
    name = next(f["finding"] for f in found if f["severity"] == 3)
    run("decide", name, "--choose", "1", "--told", "--reason", "a", "--by", "b", "-w", url)
    path = tmp_path / "a.docx"
    assert "no open contradiction" in run("letter", *TO, "--out", str(path), "-w", url)[1]
    assert run("letter", *TO, "--told", "--out", str(path), "-w", url)[0] == 0
    assert path.exists()
