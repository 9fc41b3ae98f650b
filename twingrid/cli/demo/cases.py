"""What people report and what comes of it: words, findings and outcomes by kind (kinds, outcomes: work/models)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """How a request of a kind may end: relative weight, finding, outcome, side and the worker's note."""

    weight: float
    finding: str
    outcome: str
    side: str
    note: str


@dataclass(frozen=True)
class Case:
    """A kind of request: relative weight, how far it reaches, what callers say, how it ends; hours to settle it."""

    kind: str
    weight: float
    scopes: tuple[tuple[str, float], ...]
    words: tuple[str, ...]
    endings: tuple[Ending, ...]
    hours: float
    summer: bool = False


_U, _C, _X = "utility", "customer", ""
CASES: tuple[Case, ...] = (
    Case(
        "no_power",
        0.26,
        (("home", 0.55), ("unit", 0.2), ("building", 0.15), ("around", 0.1)),
        (
            "家里没电了,邻居家有电",
            "整栋楼都没电",
            "突然停电了,几点能来电",
            "我们单元都黑了,电梯也停了",
            "空气开关推不上去",
            "屋里跳闸,合上又跳",
            "一半屋子有电一半没电",
            "交完电费还是没电",
        ),
        (
            Ending(0.26, "tripped", "customer_side_courtesy", _C, "表后空开跳闸,协助排查后恢复供电"),
            Ending(0.14, "inner_wiring", "customer_side", _C, "户内线路短路,已告知需请电工处理"),
            Ending(0.10, "switch", "customer_side_courtesy", _C, "表后开关损坏,现场更换后恢复"),
            Ending(0.12, "service_wire", "utility_side", _U, "进户线接头氧化,重新压接后恢复"),
            Ending(0.10, "meter", "utility_side", _U, "电能表故障,已更换"),
            Ending(0.06, "transformer", "utility_side", _U, "配变低压侧保险熔断,更换后试送成功"),
            Ending(0.06, "feeder", "utility_side", _U, "线路故障,抢修后恢复送电"),
            Ending(0.08, "arrears", "answered", _X, "欠费停电,缴费后远程复电"),
            Ending(0.05, "planned_outage", "answered", _X, "计划停电,已告知送电时间"),
            Ending(0.03, "nothing", "nothing_found", _X, "到达时已恢复,测量电压正常"),
        ),
        2.0,
        summer=True,
    ),
    Case(
        "stairwell_light",
        0.17,
        (("unit", 0.85), ("building", 0.15)),
        (
            "我们楼道的灯不亮了",
            "楼道灯好几天不亮,老人下楼看不见",
            "单元门口的灯一直闪",
            "三楼到五楼的楼道灯都不亮",
            "楼道灯白天也亮着关不掉",
        ),
        (
            Ending(0.38, "switch", "customer_side_courtesy", _C, "表后开关损坏,现场更换,灯已亮"),
            Ending(0.34, "lamp", "customer_side_courtesy", _C, "灯头老化,更换灯泡和灯头"),
            Ending(0.10, "service_wire", "utility_side", _U, "公用表进线松动,紧固后恢复"),
            Ending(0.12, "lamp", "passed_on", _C, "属物业维护范围,已当面转交物业"),
            Ending(0.06, "nothing", "nothing_found", _X, "现场检查灯具正常"),
        ),
        7.0,
    ),
    Case(
        "bill",
        0.15,
        (("home", 1.0),),
        (
            "这个月电费比上个月多一倍,想问问怎么回事",
            "电费单上的户号不是我家的",
            "想改成用手机收账单",
            "阶梯电价怎么算的",
            "房子过户了电费账户怎么改",
        ),
        (
            Ending(0.72, "", "answered", _X, "已逐项解释电量电费,用户认可"),
            Ending(0.16, "meter", "nothing_found", _X, "现场核对表码与账单一致"),
            Ending(0.12, "other", "passed_on", _X, "已转营业窗口办理变更"),
        ),
        20.0,
    ),
    Case(
        "meter",
        0.12,
        (("home", 1.0),),
        ("表上没有显示", "交了费,表上还是没有显示", "觉得电表走得快,想校验一下", "电表一直响", "电表屏幕发黑看不清"),
        (
            Ending(0.4, "meter", "utility_side", _U, "电能表显示故障,已换表并核对表码"),
            Ending(0.25, "nothing", "nothing_found", _X, "现场校验误差合格,已向用户说明"),
            Ending(0.25, "", "answered", _X, "电话指导后恢复正常"),
            Ending(0.1, "inner_wiring", "customer_side", _C, "户内有漏电,建议请电工检查线路"),
        ),
        18.0,
    ),
    Case(
        "voltage",
        0.08,
        (("home", 0.5), ("unit", 0.2), ("building", 0.3)),
        ("电压不稳,灯忽明忽暗", "晚上空调带不起来", "一开电磁炉灯就暗", "电压太低,冰箱不启动"),
        (
            Ending(0.35, "service_wire", "utility_side", _U, "零线接触不良,处理后电压正常"),
            Ending(0.2, "transformer", "utility_side", _U, "调整配变分接头并均衡三相负荷"),
            Ending(0.25, "inner_wiring", "customer_side", _C, "户内线径偏小,已告知改造办法"),
            Ending(0.2, "nothing", "nothing_found", _X, "测量电压在合格范围"),
        ),
        6.0,
        summer=True,
    ),
    Case(
        "sparks",
        0.04,
        (("home", 0.5), ("unit", 0.35), ("building", 0.15)),
        ("三栋三单元电线冒烟", "电闸打火", "表箱里有火花,有焦味", "下雨后电线滋滋响"),
        (
            Ending(0.45, "meter_box", "utility_side", _U, "表箱接线端子过热,断电处理后恢复"),
            Ending(0.25, "switch", "customer_side_courtesy", _C, "表后开关烧蚀,更换后恢复"),
            Ending(0.2, "service_wire", "utility_side", _U, "进户线绝缘破损,已更换"),
            Ending(0.1, "inner_wiring", "customer_side", _C, "户内线路老化,已断电并告知整改"),
        ),
        1.2,
    ),
    Case(
        "meter_box",
        0.06,
        (("unit", 0.8), ("building", 0.2)),
        ("电表箱门锁坏了", "电表箱门掉了,孩子能摸到", "表箱上的字看不清,找不到自己家的表", "表箱进水了"),
        (
            Ending(0.85, "meter_box", "utility_side", _U, "表箱已修复并加锁"),
            Ending(0.15, "other", "passed_on", _X, "涉及外墙渗水,已转物业"),
        ),
        26.0,
    ),
    Case(
        "tree",
        0.03,
        (("building", 0.6), ("around", 0.4)),
        ("树枝碰到电线了,刮风就打火", "楼前的树快压到线上了", "大风把树枝刮到电线上"),
        (
            Ending(0.7, "tree", "utility_side", _U, "会同园林修剪,净距合格"),
            Ending(0.3, "tree", "passed_on", _X, "树木属小区绿化,已转社区协调"),
        ),
        40.0,
    ),
    Case(
        "other",
        0.09,
        (("home", 0.6), ("building", 0.4)),
        (
            "想装充电桩,不知道怎么申请",
            "楼前电线杆有点歪",
            "老人不会用手机交电费,能不能上门帮一下",
            "想问问户表改造什么时候轮到我们楼",
            "停电通知贴的时间不对",
        ),
        (
            Ending(0.6, "", "answered", _X, "已电话说明办理方法"),
            Ending(0.25, "other", "utility_side", _U, "现场查看并处理完毕"),
            Ending(0.15, "other", "passed_on", _X, "已转相关班组办理"),
        ),
        24.0,
    ),
)
ON_PATROL = ("meter_box", "tree", "sparks")
THANKS = ("来得很快,态度好", "师傅很耐心", "谢谢,楼道亮了", "处理及时", "讲得很清楚", "大晚上还跑一趟,辛苦了")
COMPLAINTS = ("等了太久", "修完第二天又坏了", "说好上午来,下午才到", "没说清楚是什么原因")
REOPENED = ("又不亮了", "还是没电", "晚上又跳闸了", "没有解决")
RETURNED = ("现场属于相邻供电区,请重新派", "需要带电作业班配合", "人在另一处抢修,赶不过去")
