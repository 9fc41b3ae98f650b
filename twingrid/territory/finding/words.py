"""Words around and at the end of names: what says nothing about which place is meant."""

from __future__ import annotations

import re
from functools import lru_cache

_SUFFIXES = """
居民委员会 村民委员会 街道办事处 职工宿舍 教工宿舍 单身宿舍 集体宿舍 职工公寓 教师公寓 安置小区 宿舍楼 家属区
居委会 村委会 家属院 家属楼 职工楼 教工楼 生活区 街道办 安置区 安置房 回迁房 公租房 福利房 福利区 住宅楼 住宅区
小区 花园 家园 新村 公寓 宿舍 新居 大院 社区 街道 新区 名苑 雅苑 嘉园 佳苑 佳园 雅居 新城 新苑 嘉苑 景苑 景园
馨苑 馨园 雅园 和苑 华苑 华庭 名庭 名郡 名邸 名居 豪庭 公馆 大楼 大厦 广场 花苑 庄园 山庄 大街 大道 驿站 苑 园
庭 府 居 城 院 郡 邸 路 街 巷 里 村 镇
"""
SUFFIXES = tuple(_SUFFIXES.split())
"""Endings of names, long ones first: they carry little of what tells two names apart."""

ROADS = ("路", "街", "巷", "大街", "大道", "胡同", "马路")
OTHER_PLACES = re.compile(r"(?:对面|旁边|附近|隔壁|斜对过|北边|南边|东边|西边|后面|前面)")
"""Words after a name that say: near it, not it."""

_FILLERS = """
说 叫 给 问 查 报修 过来 赶紧 快点 派人 小时 这个地方
我们家 我们这边 我们这儿 我们这里 我们 你们 他们 人家 咱们家 咱们 我家 家里 我这边 这边 这里
这儿 那个 这个 那边 就是说 就是 那什么 你好 您好 喂 师傅 麻烦 请问 一下 住在 家住 家在 位于
地址 门口 楼下 楼上 院里 里面 帮忙 看看 的 啊 呀 呃 嗯 哦 吧 呢 嘛 哎 诶 俺 我 你 您
俺们家 俺们 俺家 俺这 咱这儿 咱这 咱家 咱 阿拉 我伲 阿伲 侬好 侬 住勒 住那个啥 啥 搁这儿 搁 恁 对对对 对(?![面过门])
归谁管 谁管 归谁 谁负责 网格员 想问问 想问 问问 咨询一下 咨询 打听一下 打听 左手边 右手边 往里走 进去 进来
在 住 是 了 户 室 这 那 全部 这里头 那里头 里头 院子里面 院子里 那一片 这一片 那一块儿 那一块 这一块 那片 这片
那栋 这栋 那户 这户 那儿 地方是 小区是 小区叫 院子叫 名字叫 叫做 就在 就 地方 报一下 他家 她家 他家在 她家在 我妈 我爸
爸妈 我要 我想 姥姥家 姥爷家 奶奶家 爷爷家 外婆家 岳母家 丈母娘家 亲戚家 朋友家 同事家 邻居家 父母家 父母住 老人住 租的
"""
_TROUBLE = """
都没 都停 都黑 都是黑 都不 都灭
几点 什么时候 为什么 怎么 来电 停电 没电 断电 有电 送电 邻居 楼道 电闸 打火 冒烟 电线 电表
电费 电话 灯 不亮 整栋楼 整栋 整个 突然 表上 显示 没有 跳闸 推不上去 空开 火花 投诉 充电桩
报装 余额 查询 查一下 维修 抢修 今天 昨天 早上 晚上 半夜 刚才 现在 一直 又 能 还 箱 谢谢
听得到吗 打不通 隔壁 物业 打电话 就我家 老人 孩子 空调 冰箱 变压器 不稳 电压
"""


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words.split(), key=len, reverse=True)))


_QUIET, _TALK = _any_of(_FILLERS), _any_of(_TROUBLE)


@lru_cache(maxsize=32768)
def stem_of(name: str) -> str:
    """A name without its ending when at least two characters stay: 乐山小区 gives 乐山; otherwise the name."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def quiet_places(text: str) -> set[int]:
    """Positions of speech fillers and spaces."""
    spaces = {i for i, c in enumerate(text) if c == " "}
    return spaces | {i for found in _QUIET.finditer(text) for i in range(*found.span())}


def talk_places(text: str) -> set[int]:
    """Positions of words about the trouble and not about the place."""
    return {i for found in _TALK.finditer(text) for i in range(*found.span())}
