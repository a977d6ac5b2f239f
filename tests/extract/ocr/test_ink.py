from __future__ import annotations

import cv2
import numpy as np

from extract.ocr.ink import cleaned, grey_of, is_bare, sharpened, whitened, without_colour
from tests.extract.ocr.pictures import SCALE, grainy, rendered, stamped, table_page


def test_a_red_stamp_vanishes_and_the_print_under_it_stays() -> None:
    clean = rendered(table_page())
    grey = grey_of(stamped(clean, 300, 150).pixels, SCALE)
    plain = grey_of(clean.pixels, SCALE)
    assert ((grey < 100) & (plain < 100)).sum() > 0.97 * (plain < 100).sum()
    assert not ((grey < 215) & (plain > 250)).any()


def test_the_stroke_of_a_pen_vanishes_but_coloured_letters_stay() -> None:
    clean = rendered(table_page())
    pixels = clean.pixels.copy()
    cv2.line(pixels, (900, 900), (1000, 960), (40, 50, 160), 5)
    cv2.putText(pixels, "abc", (300, 950), cv2.FONT_HERSHEY_DUPLEX, 0.8, (40, 50, 160), 2)
    grey = grey_of(pixels, SCALE)
    assert not (grey[880:980, 880:1020] < 200).any()
    assert (grey[900:980, 280:420] < 100).any()


def test_stamps_of_two_colours_vanish_each_by_its_own() -> None:
    pixels = rendered(table_page()).pixels.copy()
    cv2.circle(pixels, (400, 1200), 100, (225, 60, 70), 5)
    cv2.circle(pixels, (1000, 1200), 100, (60, 50, 150), 5)
    assert not (grey_of(pixels, SCALE)[1050:1350] < 190).any()


def test_coloured_rules_of_a_table_stay() -> None:
    pixels = rendered(table_page()).pixels.copy()
    for k in range(8):
        cv2.line(pixels, (200, 1000 + 60 * k), (1300, 1000 + 60 * k), (40, 60, 180), 3)
        cv2.line(pixels, (200 + 150 * k, 1000), (200 + 150 * k, 1420), (40, 60, 180), 3)
    assert (grey_of(pixels, SCALE)[1000:1420] < 120).mean() > 0.02


def test_print_that_is_coloured_throughout_stays() -> None:
    pixels = rendered(table_page()).pixels.copy()
    pixels[pixels.min(axis=2) < 128] = (30, 30, 170)
    assert (grey_of(pixels, SCALE) < 100).any()


def test_a_grey_picture_is_taken_as_it_is() -> None:
    grey = np.full((40, 40), 90, np.uint8)
    assert grey_of(grey, SCALE) is grey


def test_paper_in_a_shadow_becomes_white() -> None:
    grey = grey_of(rendered(table_page()).pixels, SCALE)
    shade = np.linspace(0.5, 1, grey.shape[1])
    white = whitened((grey * shade).astype(np.uint8), SCALE)
    assert np.median(white[:, :200]) > 235
    assert (white < 100).sum() > 0.5 * (grey < 100).sum()


def test_sharpening_takes_the_grain_from_the_paper() -> None:
    white = whitened(grey_of(grainy(rendered(table_page())).pixels, SCALE), SCALE)
    sharp = sharpened(white, SCALE)
    assert (sharp == 255).mean() > 0.9
    assert sharp.min() == 0


def test_pale_print_is_made_dark() -> None:
    grey = rendered(table_page()).pixels[..., 0]
    pale = (255 - (255 - grey.astype(np.float64)) * 0.4).astype(np.uint8)
    assert (whitened(pale, SCALE) < 100).sum() > 0.7 * (whitened(grey, SCALE) < 100).sum()


def test_an_empty_page_stays_white() -> None:
    blank = np.full((1200, 900), 236, np.uint8)
    assert whitened(blank, SCALE).min() > 240


def test_grey_made_of_dots_is_mixed_again() -> None:
    chance = np.random.default_rng(3)
    grey = rendered(table_page()).pixels[..., 0]
    dotted = np.where(chance.random(grey.shape) < 0.09, 0, grey).astype(np.uint8)
    assert (cleaned(dotted, SCALE) < 100).mean() < 0.3 * (dotted < 100).mean()


def test_specks_on_black_and_white_go_and_print_stays() -> None:
    print_ = np.where(rendered(table_page()).pixels[..., 0] < 128, 0, 255).astype(np.uint8)
    specked = print_.copy()
    specked[5:-5:40, 7:-7:40] = 0
    found = cleaned(specked, SCALE) < 128
    assert (found != (print_ < 128)).mean() < 0.002


def test_grey_scans_are_no_black_and_white() -> None:
    grey = grainy(rendered(table_page())).pixels
    grey = grey if grey.ndim == 2 else grey[..., 0]
    assert cleaned(grey, SCALE) is grey


def test_a_page_without_colour_has_one_channel() -> None:
    grey = np.arange(600 * 40, dtype=np.int64).reshape(600, 40).astype(np.uint8)
    page = np.repeat(grey[..., None], 3, axis=2)
    assert (without_colour(page) == grey).all()
    page[599, 39, 0] ^= 1
    assert (without_colour(page) == page).all()
    assert without_colour(grey) is grey


def test_a_copy_in_black_and_white_is_bare() -> None:
    page = np.full((140, 140), 255, np.uint8)
    page[40:44] = 0
    assert is_bare(page)
    assert not is_bare(np.minimum(page, 240))
