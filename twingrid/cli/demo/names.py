"""Invented full names. None has a SHA-256 (of its UTF-8) in data/names_not_to_use.sha256."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
_FIRST = "建国志文玉秀春桂海立永振明晓小丽红月新庆宝德福金树延长世家洪克广传兆继兴景佩淑凤素雅慧思宇子梓若"
_SECOND = "华军平英兰芳芝霞敏强伟群峰峰刚勇林生民山东海涛波亮杰斌鹏辉成君燕玲梅娟萍莲云珍香琴洁颖婷静雯涵轩宁远安然达良"
_SINGLE = "伟芳敏静丽强磊军洋勇艳杰娟涛明超霞平刚辉玲鹏红波健斌宁雪莹琳倩"


@cache
def forbidden() -> frozenset[str]:
    """The hashes of names that no invented person may bear."""
    text = resources.files("twingrid.cli.demo").joinpath("data/names_not_to_use.sha256").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def may_be_used(name: str) -> bool:
    """Whether `name` is free of the list."""
    return hashlib.sha256(name.encode("utf-8")).hexdigest() not in forbidden()


@cache
def pool(seed: int) -> tuple[str, ...]:
    """Some 30,000 different allowed full names in an order that `seed` decides; common surnames come more often."""
    rng = np.random.default_rng([seed, 411])
    weight = 1 / (np.arange(len(SURNAMES)) + 6.0)
    count = 60_000
    surname = np.asarray(list(SURNAMES))[rng.choice(len(SURNAMES), count, p=weight / weight.sum())]
    two = np.char.add(_drawn(_FIRST, count, rng), _drawn(_SECOND, count, rng))
    given = np.where(rng.random(count) < 0.78, two, _drawn(_SINGLE, count, rng))
    unique = dict.fromkeys(np.char.add(surname, given).tolist())
    return tuple(name for name in unique if may_be_used(name))


def _drawn(letters: str, count: int, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    return np.asarray(list(letters))[rng.integers(0, len(letters), count)]
