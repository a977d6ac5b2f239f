import pytest
import yaml

from contracts.yaml_text import LOADER, load_yaml


def test_plain_data_is_read_by_the_parser_in_c() -> None:
    assert load_yaml("a: [1, 'hai', 3.5, true, null]\nb: {c: Đúng hạn}") == {
        "a": [1, "hai", 3.5, True, None],
        "b": {"c": "Đúng hạn"},
    }
    assert LOADER is yaml.CSafeLoader


@pytest.mark.parametrize("text", ["a: [1", "!!python/object/apply:os.getpid []"])
def test_what_is_broken_or_would_run_code_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError, match=r"line 1"):
        load_yaml("x: " + text if text.startswith("!") else text)
