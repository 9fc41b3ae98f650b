"""What people say that holds no place."""

CHATTER = tuple(
    """
几点能来电
我们楼道的灯不亮了
家里没电,邻居家有电
整栋楼都没电
表上还是没有显示
电闸打火
什么时候来电啊
你们电话怎么打不通
电费怎么交
三栋三单元 电线冒烟
喂喂听得到吗
我要投诉
空开跳了推不上去
为什么又停电了
谢谢师傅
充电桩怎么报装
电表转得太快了
半夜突然没电了
隔壁都有电就我家没有
帮我查一下余额
""".strip().splitlines()
)
"""Texts without a place: the only right answer is to ask for one."""
