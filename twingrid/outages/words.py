"""The words by which files of other systems say what an outage is: English, and Chinese as OMS and 95598 write it."""

KINDS = {
    **dict.fromkeys(("planned", "计划停电", "计划", "检修停电"), "planned"),
    **dict.fromkeys(("temporary", "临时停电", "临时检修", "临时"), "temporary"),
    **dict.fromkeys(("fault", "故障停电", "故障", "抢修", "跳闸", "开关跳闸", "失压", "失电"), "fault"),
}
INFORMATION = {
    **dict.fromkeys(("plan", "计划停限电", "计划停电"), "plan"),
    **dict.fromkeys(("temporary", "临时停限电", "临时停电"), "temporary"),
    **dict.fromkeys(("fault", "故障停限电", "故障停电", "电网故障停限电"), "fault"),
    **dict.fromkeys(("overload", "超电网供电能力停限电", "超供电能力"), "overload"),
    **dict.fromkeys(("theft", "窃电", "窃电停限电"), "theft"),
    **dict.fromkeys(("breach", "违约停限电", "违约"), "breach"),
    **dict.fromkeys(("arrears", "欠费停限电", "欠费"), "arrears"),
    **dict.fromkeys(("orderly", "有序用电", "有序用电类停限电"), "orderly"),
}
KIND_OF_INFORMATION = {"plan": "planned", "temporary": "temporary", "fault": "fault", "overload": "temporary"}
"""Files of 95598 say what kind of information it is, and no kind of outage besides."""
STATES = {
    **dict.fromkeys(("draft", "草稿", "待发布"), "draft"),
    **dict.fromkeys(("announced", "已发布", "未停电", "待停电"), "announced"),
    **dict.fromkeys(("started", "停电中", "已停电", "抢修中"), "started"),
    **dict.fromkeys(("restored", "已送电", "已恢复"), "restored"),
    **dict.fromkeys(("closed", "已归档", "已结束", "已办结"), "closed"),
    **dict.fromkeys(("cancelled", "已取消", "取消"), "cancelled"),
}
CAUSES = {
    **dict.fromkeys(("works", "检修", "施工", "电网检修", "业扩"), "works"),
    **dict.fromkeys(("equipment", "设备故障", "设备缺陷"), "equipment"),
    **dict.fromkeys(("weather", "天气", "雷击", "大风", "自然因素"), "weather"),
    **dict.fromkeys(("tree", "树障", "树木"), "tree"),
    **dict.fromkeys(("digging", "外力破坏", "挖断电缆", "外破"), "digging"),
    **dict.fromkeys(("overload", "过负荷", "过载"), "overload"),
    **dict.fromkeys(("customer", "用户设备", "用户原因", "用户影响"), "customer"),
    **dict.fromkeys(("other", "其他"), "other"),
}
SIDES = {
    **dict.fromkeys(("utility", "供电企业", "供电侧", "公司资产"), "utility"),
    **dict.fromkeys(("customer", "用户侧", "用户", "用户资产"), "customer"),
}
BOUNDARIES = {
    **dict.fromkeys(("internal", "内部", "内部原因"), "internal"),
    **dict.fromkeys(("external", "外部", "外部原因"), "external"),
}
