"""A fourth set of distortions, written before any of them was run: slips of a keyboard, whole accents, words in and
around a name, another estate beside it, things taken back, dialogues and forms, endings changed, names cut short."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.distort import (
    Address,
    characters_by_sound,
    chinese_number,
    common_characters,
    homophone,
    replace_some,
    spelled,
    toneless,
)  # fmt: skip
from benchmarks.fits import Said, ending_off, short_form

Kind = Callable[[Address, random.Random], Said | None]
"""A distortion; nothing where it does not apply to an address (another is drawn)."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    c: [*row[max(0, i - 1) : i], *row[i + 1 : i + 2]] for row in _ROWS for i, c in enumerate(row)
}  # fmt: skip
_TRADITIONAL = str.maketrans(
    "华鸿泰恒广厦乐兴银绿春实百桂兰樱叶枣麦岛渔盐滩码头灯韵畔湾滨泉谷云门松锋虹桥东宣复万层龙双宏远业盛鼎严际国民苑园区号楼单"
    "丽农县乡马车汽铁电烟矿务设计厅仪纺织机厂师学团组场带罗庄后营关坝觉凤阳议里党钢煤黄台赵刘陈杨吴孙郑谢韩冯萧邓许苏卢蒋贾",
    "華鴻泰恆廣廈樂興銀綠春實百桂蘭櫻葉棗麥島漁鹽灘碼頭燈韻畔灣濱泉谷雲門松鋒虹橋東宣復萬層龍雙宏遠業盛鼎嚴際國民苑園區號樓單"
    "麗農縣鄉馬車汽鐵電煙礦務設計廳儀紡織機廠師學團組場帶羅莊後營關壩覺鳳陽議里黨鋼煤黃臺趙劉陳楊吳孫鄭謝韓馮蕭鄧許蘇盧蔣賈",
)
OTHER_ENDS = ("小区", "花园", "家园", "苑", "公寓", "新村", "嘉园")
NEARBY = ("康复医院", "第三中学", "大润发", "邮局", "火车站", "中心广场", "建材市场")


def head(a: Address) -> str:
    return a.compound or f"{a.road}{a.house_no}"


def _han(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


def block(a: Address, mark: str = "号楼") -> str:
    """3号楼; 12号 of a lane or village, B座, A2号楼 stay as they are."""
    return f"{a.building}{mark}" if a.building.isdigit() else a.building


def han_block(a: Address, mark: str = "号楼") -> str:
    if a.building.isdigit():
        return f"{_han(a.building)}{mark}"
    return f"{_han(a.building[:-1])}号" if a.building[:-1].isdigit() else a.building


def unit(a: Address, mark: str = "单元") -> str:
    return f"{a.unit}{mark}" if a.unit else ""


def han_unit(a: Address, mark: str = "单元") -> str:
    return f"{_han(a.unit)}{mark}" if a.unit else ""


def room(a: Address, mark: str = "室") -> str:
    return f"{a.room}{mark}" if a.room else ""


def tail(a: Address) -> str:
    return f"{block(a)}{unit(a)}{room(a)}"


def numbers(a: Address, mark: str = "-") -> str:
    inner = mark.join(p for p in (a.unit, a.room) if p)
    if a.building.isdigit():
        return mark.join(p for p in (a.building, inner) if p)
    return f"{a.building}{inner}"


def _name(a: Address) -> str:
    """What may be distorted: the estate's name, or the road's."""
    return a.compound or a.road


def _rest(a: Address) -> str:
    return "" if a.compound else a.house_no


def _letters(name: str, *, body: bool = True) -> list[int]:
    """Places of characters that carry the name: no numerals, no ending."""
    last = len(ending_off(name)) if body else len(name)
    return [i for i in range(last) if "一" <= name[i] <= "鿿" and name[i] not in "一二三四五六七八九十第号"]


# ---------------------------------------------------------------- one character of the name


def slipped_key(a: Address, rng: random.Random) -> Said:
    """The neighbouring key, so that another syllable was offered: 山 shan, dhan - no, xhan - no, shab ... 上."""
    name, made = _name(a), ""
    i = rng.choice(_letters(name) or [0])
    syllable = toneless(name[i])
    slips = [syllable[:k] + n + syllable[k + 1 :] for k, c in enumerate(syllable) for n in NEIGHBOURS.get(c, ())]
    pool = [c for slip in slips for c in characters_by_sound().get(slip, ())]
    made = name[:i] + (rng.choice(pool) if pool else homophone(name[i], rng)) + name[i + 1 :]
    text = f"{made}{_rest(a)}{tail(a)}"
    if a.compound and a.road and len(name) < 6:
        text = f"{a.road}{a.house_no}{text}"
    return Said("a neighbouring key, with the road", text, a, keeps=f"but {i}", written=made,
                road=len(name) < 6 or not a.compound)  # fmt: skip


def slipped_long(a: Address, rng: random.Random) -> Said | None:
    """Any character wrong in a name of five or more."""
    name = head(a)
    if len(name) < 5:
        return None
    i = rng.choice(_letters(name) or [0])
    made = name[:i] + rng.choice(common_characters()) + name[i + 1 :]
    return Said("a wrong character in five", f"{made}{tail(a)}", a, keeps=f"but {i}", written=made)


def middle_lost(a: Address, rng: random.Random) -> Said | None:
    name = head(a)
    inner = [i for i in _letters(name) if i > 0]
    if len(name) < 5 or not inner:
        return None
    i = rng.choice(inner)
    made = name[:i] + name[i + 1 :]
    return Said("a character lost within", f"{made}{tail(a)}停电了", a, keeps=f"without {i}", written=made)


def slurred(a: Address, rng: random.Random) -> Said:
    """zh, ch, sh as z, c, s, n as l, ing as in, in every character of the name."""
    name = _name(a)
    made = "".join(_southern(c, rng) if i in set(_letters(name, body=False)) else c for i, c in enumerate(name))
    return Said("z for zh in every character", f"{made}{_rest(a)}{tail(a)}", a, keeps="near", written=made)


def _southern(character: str, rng: random.Random) -> str:
    sound = toneless(character)
    plain = sound[0] + sound[2:] if sound[:2] in ("zh", "ch", "sh") else sound
    plain = f"l{plain[1:]}" if plain.startswith("n") else plain
    plain = plain[:-1] if plain.endswith(("ing", "eng")) else plain
    pool = characters_by_sound().get(plain, ()) if plain != sound else ()
    return rng.choice(pool) if pool else character


def heard_in_chat(a: Address, rng: random.Random) -> Said:
    name = _name(a)
    made = replace_some(name, 2 if len(name) > 3 else 1, rng, homophone)
    start = rng.choice(("那个", "就是", "你好我是", "呃我们这是"))
    text = f"{start}{made}{_rest(a)}的{han_block(a)}{han_unit(a)}{spelled(a.room)}"
    return Said("homophones and fillers, spoken", f"{text}{rng.choice(('呗', '啊', '这块', ''))}", a, keeps="sound",
                written=made)  # fmt: skip


def spelled_half(a: Address, rng: random.Random) -> Said | None:
    """The second half of the name typed in pinyin."""
    name = ending_off(_name(a))
    rest = _name(a)[len(name) :]
    half = len(name) // 2
    if not name[half:].strip() or any(not "一" <= c <= "鿿" for c in name):
        return None
    typed = "".join(toneless(c) for c in name[half:])
    return Said("half of it in pinyin", f"{name[:half]}{typed}{rest}{_rest(a)}{tail(a)}", a, keeps="sound")


# ---------------------------------------------------------------- the name as a whole


def halves_swapped(a: Address, rng: random.Random) -> Said | None:
    name = a.compound
    body = ending_off(name)
    if len(body) != 4 or not all("一" <= c <= "鿿" for c in body):
        return None
    made = body[2:] + body[:2] + name[len(body) :]
    return Said("halves swapped", f"{made}{tail(a)}", a, keeps="any order", written=made)


def ending_changed(a: Address, rng: random.Random) -> Said | None:
    body = ending_off(a.compound)
    if body == a.compound:
        return None
    made = body + rng.choice([e for e in OTHER_ENDS if e != a.compound[len(body) :]])
    return Said("another ending", f"{made}{tail(a)}", a, keeps="stem", written=made)


def ending_dropped(a: Address, rng: random.Random) -> Said:
    body = ending_off(a.compound) if a.compound else f"{a.road.removesuffix('路')}{a.house_no}"
    text = f"我是{body}{han_block(a, '栋')}{han_unit(a)}{spelled(a.room)}的"
    return Said("ending dropped, spoken", text, a, keeps="stem" if a.compound else "name", written=body)


def cut_to_initials(a: Address, rng: random.Random) -> Said | None:
    made = short_form(a.compound) if a.compound else ""
    if not made or made == a.compound or not a.road:
        return None
    return Said("first characters, with the road", f"{a.road}{a.house_no}{made}{tail(a)}", a, keeps="first of two",
                written=made, road=True)  # fmt: skip


def short_works(a: Address, rng: random.Random) -> Said | None:
    """二棉宿舍 for 第二棉纺织厂宿舍, 铁路宿舍 for 铁路局宿舍, with the road."""
    name = a.compound
    for whole, short in (
        ("第二棉纺织厂", "二棉"), ("机床二厂", "机二"), ("铁路局", "铁路"), ("建筑二公司", "建二"),
        ("师范学院", "师院"),
        ("人民银行", "人行"), ("汽车配件厂", "汽配厂"), ("煤炭设计院", "煤设院"), ("第四砂轮厂", "四砂"),
    ):  # fmt: skip
        if whole in name and a.road:
            text = f"{a.road}{name.replace(whole, short)}{tail(a)}"
            return Said("works by their short names, with the road", text, a, road=True)
    return None


def numerals_in_names(a: Address, rng: random.Random) -> Said | None:
    """和平里7区, 第2棉纺织厂, 3里河, 东4条."""
    name = head(a)
    made = "".join(str("零一二三四五六七八九".index(c)) if c in "一二三四五六七八九" else c for c in name)
    if made == name:
        return None
    return Said("figures for a name's numerals", f"{made}{' ' * made[-1].isdigit()}{tail(a)}", a)


def old_name_around(a: Address, rng: random.Random) -> Said | None:
    if not a.alias:
        return None
    text = f"{rng.choice(('老早的', '我们都叫', '人家都管它叫'))}{a.alias},{han_block(a)}{han_unit(a)}{a.room}"
    return Said("other name with its parts", text, a, name=a.alias)


# ---------------------------------------------------------------- words around and between


def trouble_first(a: Address, rng: random.Random) -> Said:
    trouble = rng.choice(
        ("楼道的灯全不亮了", "刚才砰的一声就没电了", "表箱那里直冒火星子", "邻居家有电就我家没有", "电压忽高忽低的")
    )
    return Said(
        "what happened first, then where", f"{trouble},{rng.choice(('在', '地址是', '我住', ''))}{head(a)}{tail(a)}", a
    )


def all_twice(a: Address, rng: random.Random) -> Said:
    text = f"{head(a)}{head(a)},{block(a)}{block(a)},{unit(a)},{unit(a)},{a.room},{a.room}"
    return Said("every part said twice", text, a)


def fillers_within(a: Address, rng: random.Random) -> Said:
    body = ending_off(head(a))
    cut = max(2, len(body) // 2) if len(body) > 3 else len(body)
    name = f"{body[:cut]}{rng.choice(('那个', '呃', '嗯,', ' 就是'))}{head(a)[cut:]}"
    text = f"{name}{rng.choice(('呃', '那个', ','))}{block(a)}{rng.choice(('是', '那个', ''))}{unit(a)}{a.room}"
    return Said("fillers within the name", text, a)


def pulled_apart(a: Address, rng: random.Random) -> Said:
    mark = rng.choice((" ", "·", "　", ".", "，", "/"))
    return Said("a mark after every character", f"{mark.join(head(a))} {tail(a)}", a)


def of_of_of(a: Address, rng: random.Random) -> Said:
    parts = [p for p in (head(a), han_block(a), han_unit(a), spelled(a.room)) if p]
    return Said("的 between all parts", "的".join(parts), a)


def opposite(a: Address, rng: random.Random) -> Said:
    beside = a.road if a.compound and a.road and rng.random() < 0.5 else ""
    mark = f"{beside}{rng.choice(('路口', '上', '边上'))}" if beside else rng.choice(NEARBY)
    text = f"{mark}{rng.choice(('对过', '西边', '后头', '往南走'))},{head(a)},{tail(a)},就在路边上"
    return Said("a place beside it", text, a)


def taken_back(a: Address, rng: random.Random) -> Said:
    other = str(int("".join(c for c in a.building if c.isdigit()) or 3) + 1)
    if not a.building.isdigit():
        other = f"{a.unit and int(a.unit) + 1}单元" if a.unit else ""
        text = f"{head(a)}{block(a)}{other}{',不对,' * bool(other)}{unit(a)}{room(a)}"
    else:
        but = rng.choice(("不对", "哦不是", "说错了,是", "啊不对不对,应该是"))
        text = f"{head(a)}{other}号楼,{but},{block(a)}{unit(a)}{room(a)}"
    return Said("a number taken back", text, a)


def dialogue(a: Address, rng: random.Random) -> Said:
    who, me = rng.choice((("客服", "用户"), ("坐席", "客户"), ("A", "B")))
    text = f"{who}:您好请问您的地址是?{me}:{head(a)}。{who}:几号楼?{me}:{block(a)}{unit(a)}。"
    if a.room:
        text += f"{who}:哪一户?{me}:{a.room}"
    return Said("a dialogue", text, a)


def parcel(a: Address, rng: random.Random) -> Said:
    who = rng.choice(("张先生", "李女士", "王师傅"))
    text = f"收货人:{who},000-0000{rng.randint(1000, 9999)},山东省济南市{head(a)}{tail(a)}"
    return Said("a parcel's label", text, a)


def town_behind(a: Address, rng: random.Random) -> Said:
    town = a.subdistrict.removesuffix("街道").removesuffix("镇")
    text = f"{head(a)}{tail(a)},{town}{rng.choice(('街道的', '那边的', '办事处这边'))}"
    return Said("the subdistrict behind it", text, a, subdistrict=True)


def in_traditional(a: Address, rng: random.Random) -> Said:
    text = f"{head(a)}{block(a)} {unit(a)} {a.room}".translate(_TRADITIONAL)
    return Said("traditional, with spaces", text, a)


# ---------------------------------------------------------------- numbers


def two_ways(a: Address, rng: random.Random) -> Said:
    """两号楼, 两单元, 两百零二, 幺 for 1."""
    text = f"{head(a)},{han_block(a)}{han_unit(a)}".replace("二单元", "两单元")
    said = spelled(a.room).replace("一", "幺") if rng.random() < 0.5 else _han(a.room).replace("二百", "两百")
    return Said("两 and 幺", f"{text}{said}", a)


def no_words(a: Address, rng: random.Random) -> Said:
    mark = rng.choice(("－", "—", " ", "/", "_", "、", "，"))
    return Said("numbers only, odd marks", f"{head(a)}{mark if a.compound else ' '}{numbers(a, mark)}", a)


def floor_between(a: Address, rng: random.Random) -> Said | None:
    if not a.room:
        return None
    text = f"{head(a)}{han_block(a, '号')}{han_unit(a, '单元')}{_han(a.room[:-2])}楼{spelled(a.room)}"
    return Said("floor and then the room", text, a)


def letters_around(a: Address, rng: random.Random) -> Said:
    """B座 as b栋, b楼, Ｂ座; figures full-width."""
    text = block(a)
    if a.building.endswith("座"):
        text = rng.choice(
            (text.lower(), f"{a.building[:-1].lower()}栋", f"{a.building[:-1]}号楼", f" {a.building[:-1]}楼")
        )
    whole = f"{head(a)}{text}{unit(a)}{a.room}"
    wide = "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in whole)
    return Said("letters and wide figures", wide if rng.random() < 0.5 else whole, a)


def inside_out(a: Address, rng: random.Random) -> Said | None:
    parts = [p for p in (han_block(a), han_unit(a), spelled(a.room)) if p]
    text = f"我在{','.join(reversed(parts))},{rng.choice(('院子叫', '小区叫', '就', ''))}{head(a)}"
    if not a.compound:
        return None
    return Said("smallest first, spoken", text, a)


def without_building(a: Address, rng: random.Random) -> Said | None:
    if not a.compound:
        return None
    text = f"{rng.choice(('请问', '问一下', ''))}{head(a)}{rng.choice(('什么时候来电', '是不是停电了', '今天停电吗'))}"
    return Said("the estate alone, a question", text, a, building=False, room=False)


KINDS: tuple[Kind, ...] = (
    slipped_key, slipped_long, middle_lost, slurred, heard_in_chat, spelled_half, halves_swapped, ending_changed,
    ending_dropped, cut_to_initials, short_works, numerals_in_names, old_name_around, trouble_first, all_twice,
    fillers_within, pulled_apart, of_of_of, opposite, taken_back, dialogue, parcel, town_behind, in_traditional,
    two_ways, no_words, floor_between, letters_around, inside_out, without_building,
)  # fmt: skip
