from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment
from extract.pdf import read_pdf
from flows.cli import app
from flows.picturing import draw_document
from flows.pool import read_files
from flows.reading import ReadOptions
from flows.understood import COLOURS, HEAD, HELD, understood
from tests.extract import office
from tests.extract.ocr.pictures import needs_tesseract, rendered, table_page
from tests.extract.pdf.locked import locked
from tests.extract.pdf.writer import PageWriter, pdf
from tests.flows.drawn import of_picture, photographed, printed, sheet
from transform.finding import Notice
from transform.read import read
from transform.reading import Reading

SHEETS = (sheet(0, 8, head=True), sheet(8, 8, head=False))


def pages() -> list[PageWriter]:
    return [printed(SHEETS[0], title=True), printed(SHEETS[1])]


def read_of(data: bytes) -> tuple[Document, Reading]:
    document = read_pdf(data, Source("a.pdf", "ab" * 32, "application/pdf", len(data)))
    return document, read(document, project_layouts())


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def pixels_of(path: Path, colour: str) -> int:
    wanted = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    with Image.open(path) as opened:
        pixels = np.asarray(opened.convert("RGB")).reshape(-1, 3)
    return int(np.count_nonzero((pixels == wanted).all(axis=1)))


def test_every_page_becomes_a_picture_with_its_cells(tmp_path: Path) -> None:
    prose = PageWriter()
    prose.text(50, 60, "Kính gửi các cơ quan")
    data = pdf([*pages(), prose])
    paths = draw_document(*read_of(data), data, tmp_path / "out")
    assert [p.name[-12:] for p in paths] == ["page-001.png", "page-002.png", "page-003.png"]
    green = [pixels_of(path, COLOURS["item"]) for path in paths]
    assert min(green[:2]) > 1000
    assert green[2] == 0


@needs_tesseract
def test_scanned_pages_are_drawn_beside_text_pages(tmp_path: Path) -> None:
    data = pdf([pages()[0], of_picture(photographed(SHEETS[1]), turned=True)])
    paths = draw_document(*read_of(data), data, tmp_path)
    assert size_of(paths[0])[0] == size_of(paths[1])[0]
    # the frames of the eight rows are as long on either page
    assert pixels_of(paths[1], COLOURS["item"]) > 0.6 * pixels_of(paths[0], COLOURS["item"])


def test_what_was_noted_of_a_page_stands_below_it(tmp_path: Path) -> None:
    data = pdf(pages())
    document, reading = read_of(data)
    noted = Reading(reading.source, reading.letterhead, reading.tables,
                    notices=(Notice("x", "Trang này cần xem lại", Place(page=2)),))  # fmt: skip
    paths = draw_document(document, noted, data, tmp_path / "noted")
    assert size_of(paths[1])[1] > size_of(paths[0])[1]
    assert pixels_of(paths[1], HELD) > 20


def test_rows_and_columns_are_labelled_as_they_are_understood() -> None:
    document, reading = read_of(pdf(pages()))
    known = understood(reading)
    (table,) = reading.tables
    fragment = next(document.fragments())
    labels = [known[cell.place][1] for cell in fragment.rows[2]]
    assert labels == [table.rows[1].path, "2", "3", "4"]
    assert all(cell.place not in known for cell in fragment.rows[0])


def grid_document(rows: tuple[tuple[Cell, ...], ...]) -> tuple[Document, Reading]:
    source = Source("a.docx", "cd" * 32, "application/x-docx", 1)
    document = Document(source, (TableFragment(rows, Place(table=1)),))
    return document, read(document, project_layouts())


def placed(row: int, column: int) -> Place:
    return Place(table=1, row=row, column=column)


def test_a_merged_cell_is_one_box(tmp_path: Path) -> None:
    rows = (
        (Cell("Tỷ lệ", placed(1, 1), column_span=2), Cell("Năm", placed(1, 3), row_span=2)),
        (Cell("a", placed(2, 1)), Cell("b", placed(2, 2)), Cell("", placed(2, 3), covered=True)),
    )
    (path,) = draw_document(*grid_document(rows), b"", tmp_path)
    with Image.open(path) as opened:
        image = np.asarray(opened.convert("RGB"))
    merged = (image == (0xFF, 0xF8, 0xE6)).all(axis=2)
    ground = np.flatnonzero(merged.any(axis=0))
    # the ground of the cell over two rows reaches as far down as that of its neighbour and more
    right = np.flatnonzero(merged[:, ground[-1] - 4])
    left = np.flatnonzero(merged[:, ground[0] + 4])
    assert right[-1] - right[0] > 1.7 * (left[-1] - left[0])


def test_a_long_table_is_drawn_in_parts(tmp_path: Path) -> None:
    rows = tuple((Cell(str(n), placed(n, 1)), Cell("việc", placed(n, 2))) for n in range(1, 131))
    paths = draw_document(*grid_document(rows), b"", tmp_path)
    assert [p.name for p in paths] == [
        f"{'cd' * 6}-table-001-part-{part:02d}.png" for part in (1, 2, 3)
    ]


def test_wide_tables_and_long_words_stay_within_bounds(tmp_path: Path) -> None:
    rows = (tuple(Cell("x" * 900, placed(1, n)) for n in range(1, 60)),)
    (path,) = draw_document(*grid_document(rows), b"", tmp_path)
    assert size_of(path)[0] < 2600


FILES = {
    "a.txt": "STT\tNội dung\tChủ trì\tThời gian\n1\tViệc a\tSở A\tQuý I/2024\n".encode(),
    "a.docx": office.docx(
        office.table(
            office.row("STT", "Nội dung", "Chủ trì", "Thời gian"),
            office.row("1", "Việc a", "Sở A", "Quý I/2024"),
            widths=(500, 3000, 2000, 2000),
        )
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_other_formats_show_their_tables(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    result = CliRunner().invoke(app, ["inspect", str(path), "--picture", str(tmp_path / "out")])
    assert result.exit_code == 0
    (picture,) = (tmp_path / "out").iterdir()
    assert pixels_of(picture, COLOURS["item"]) > 200


def test_a_document_without_tables_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kính gửi các cơ quan\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["inspect", str(path), "--picture", str(tmp_path / "out")])
    assert "no table to draw" in result.stderr


def test_no_name_in_a_file_touches_the_path(tmp_path: Path) -> None:
    odd = tmp_path / "..evil name.pdf"
    odd.write_bytes(pdf(pages()))
    result = CliRunner().invoke(app, ["inspect", str(odd), "--picture", str(tmp_path / "out")])
    assert result.exit_code == 0
    names = [p.name for p in (tmp_path / "out").iterdir()]
    assert len(names) == 2
    assert all("evil" not in name for name in names)


def test_a_locked_file_is_drawn_with_its_password(tmp_path: Path) -> None:
    path, words = tmp_path / "a.pdf", tmp_path / "words.txt"
    path.write_bytes(locked(pdf(pages()), "khong ai biet"))
    words.write_text("sai\nkhong ai biet\n", encoding="utf-8")
    plain = CliRunner().invoke(app, ["inspect", str(path), "--picture", str(tmp_path / "out")])
    assert (plain.exit_code, list(tmp_path.glob("out/*"))) == (1, [])
    arguments = ["inspect", str(path), "--picture", str(tmp_path / "out"), "--password-file"]
    result = CliRunner().invoke(app, [*arguments, str(words)])
    assert result.exit_code == 0
    assert "khong ai biet" not in result.stdout + result.stderr
    assert len(list(tmp_path.glob("out/*.png"))) == 2


@needs_tesseract
def test_an_image_shows_its_pages_with_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    page = Image.fromarray(rendered(table_page()).pixels)
    page.save(path, save_all=True, append_images=[page], dpi=(200, 200))
    (result,) = read_files([path], ReadOptions(pictures=tmp_path / "out"))
    assert result.not_drawn == ""
    assert [drawn.name[-12:] for drawn in result.drawn] == ["page-001.png", "page-002.png"]
    width, height = size_of(result.drawn[0])
    assert (width, min(height, 1403)) == pytest.approx((992, 1403), abs=3)
    frames = [pixels_of(drawn, colour) for drawn in result.drawn for colour in (HEAD, HELD)]
    assert max(frames[:2]) > 500
    assert max(frames[2:]) > 500
