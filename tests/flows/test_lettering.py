from flows.lettering import lettering, wrapped


def test_texts_are_wrapped_and_cut_short() -> None:
    text = "Tỷ lệ hồ sơ giải quyết đúng hạn " * 20
    lines = wrapped(text, 200, 15, most=3)
    assert len(lines) == 3
    assert all(lettering(15).getlength(line) <= 200 for line in lines)
    assert lines[-1].endswith("…")
    assert wrapped("ngắn", 200, 15) == ["ngắn"]


def test_the_letters_of_pictures_are_vietnamese() -> None:
    shapes = {
        bytes(lettering(24).getmask(letter)) for letter in "ắằẳẵặếềểễệốồổỗộớờởỡợứừửữựđĐ\uffff"
    }
    assert len(shapes) == 28
