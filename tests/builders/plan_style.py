"""How one office lays out its plan: columns, numbering, the form of section rows, splits."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .pages import Pages

HEADINGS = {
    "no": ("STT", "TT", "Số TT", "Stt"),
    "goal": ("Mục tiêu", "Mục tiêu cụ thể", "Nhóm nhiệm vụ"),
    "task": (
        "Nội dung nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "Nội dung công việc",
        "Nhiệm vụ",
        "Nội dung",
        "Nhiệm vụ cụ thể",
        "Tên nhiệm vụ",
    ),
    "lead": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan thực hiện", "Chủ trì"),
    "partner": ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp"),
    "time": ("Thời hạn hoàn thành", "Tiến độ", "Thời gian thực hiện", "Thời gian hoàn thành"),
    "result": ("Sản phẩm", "Sản phẩm đầu ra", "Dự kiến kết quả", "Kết quả/Sản phẩm", "Kết quả"),
    "funding": ("Nguồn kinh phí",),
    "money": ("Kinh phí (triệu đồng)", "Dự toán kinh phí (triệu đồng)"),
    "note": ("Ghi chú",),
    "person": ("Lãnh đạo phụ trách", "Người chỉ đạo"),
    "evidence": ("Tài liệu kiểm chứng",),
}


@dataclass(frozen=True, slots=True)
class PlanStyle:
    """The choices of one plan.

    `columns` pairs role and heading in printed order (role no2 is the second number column).
    `numbering` is restart, continue, decimal, flat, letters, nested, untitled or none;
    `section_form` is second, glued_dot, glued, third, repeated or first (title alone).
    """

    columns: tuple[tuple[str, str], ...]
    numbering: str = "restart"
    section_form: str = "second"
    bold: bool = True
    dots: bool = False
    number_row: bool = False
    sections: tuple[int, int] = (3, 5)
    items: tuple[int, int] = (2, 5)
    total: str = ""
    merged: bool = False
    swapped: bool = False
    cited: bool = False
    pages: Pages = field(default_factory=Pages)

    def heading(self, role: str) -> str | None:
        """Return the heading of a role, None when the column is not there."""
        return dict(self.columns).get(role)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the headings in printed order."""
        return tuple(heading for _, heading in self.columns)

    @property
    def title_column(self) -> str:
        """Return the heading of the first column that holds text: section titles go there."""
        return next(heading for role, heading in self.columns if role not in {"no", "no2"})


def columns(rng: Random, roles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return roles with a heading each; a second number column is the converter's Stt2."""
    found = [(role, rng.choice(HEADINGS[role])) for role in roles if role != "no2"]
    if "no2" not in roles:
        return tuple(found)
    rest = [pair for pair in found if pair[0] != "no"]
    return (("no", "Stt"), ("no2", "Stt2"), *rest)


def shuffled_roles(rng: Random, count: int) -> tuple[str, ...]:
    """Return `count` roles: number and task first, the others in any order."""
    others = ["lead", "partner", "time", "result", "note", "funding", "person", "evidence"]
    must = rng.choice((["lead"], ["time"], ["lead", "time"]))[: max(1, count - 2)]
    spare = [role for role in others if role not in must]
    chosen = [*must, *rng.sample(spare, count - 2 - len(must))]
    rng.shuffle(chosen)
    return ("no", "task", *chosen)


def random_style(rng: Random) -> PlanStyle:
    """Return a plain plan of four to seven columns; families change what they test."""
    return PlanStyle(
        columns=columns(rng, shuffled_roles(rng, rng.randint(4, 7))),
        numbering=rng.choice(("restart", "continue")),
        section_form=rng.choice(("second", "glued_dot", "glued", "third", "repeated")),
        bold=rng.random() < 0.7,
        dots=rng.random() < 0.2,
        number_row=rng.random() < 0.2,
        swapped=rng.random() < 0.2,
        cited=rng.random() < 0.6,
        pages=random_pages(rng),
    )


def random_pages(rng: Random) -> Pages:
    """Return how a plan falls over pages: split rows are the rule."""
    return Pages(
        rows=rng.choice(((4, 7), (6, 10))),
        repeat=rng.random() < 0.65,
        split=rng.choice((0.5, 0.8)),
        pieces=rng.choice((2, 2, 2, 3)),
        touch=rng.choice((1, 2, 4)),
        numbers=rng.random() < 0.4,
    )
