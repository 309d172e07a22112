"""Invented names and remarks of the demo branch. No real person, firm or product."""

SURNAMES = (
    "陈林黄郑周吴徐孙马朱胡郭何高罗梁宋谢唐韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆汪石金戴夏邱方侯邹熊孟秦白江阎薛尹段雷钱汤黎史"
)
MALE_NAMES = (
    "国栋 志远 建华 明轩 浩宇 文博 俊杰 立群 振东 思源 海峰 家豪 伟民 承志 子涵 "
    "德昌 宏图 学文 永康 嘉树 启明 少华 景行 一帆 光耀 泽楷 维平 跃进 长青 守信"
).split()
FEMALE_NAMES = (
    "静怡 雅文 淑芬 婉清 秀兰 丽华 晓雯 诗涵 美玲 佳音 若兰 慧敏 桂英 雪梅 梦洁 "
    "欣然 玉珍 春燕 书瑶 海棠 芷若 素云 锦绣 思琪 凤霞 安宁 可心 明月 佩瑶 冬梅"
).split()

JOBS = {
    "owner": ["餐饮店主", "建材公司负责人", "服装厂厂长", "民宿老板", "外贸公司负责人"],
    "executive": ["副总经理", "财务总监", "副院长", "分公司总经理"],
    "manager": ["部门经理", "科长", "项目经理", "教研组长"],
    "professional": ["软件工程师", "医生", "律师", "设计师", "教师", "注册会计师"],
    "staff": ["出纳", "公交驾驶员", "护士", "导购", "行政人员", "快递站长"],
    "retired": ["退休教师", "退休工人", "退休干部", "退休医生"],
    "none": ["自由职业", "家庭主妇"],
}

#: occasion, whose, name, calendar, every year
PERSONAL_DAYS = [
    ("结婚纪念日", "customer", False, "solar", True),
    ("生日", "spouse", False, "solar", True),
    ("生日", "child", "小宝", "solar", True),
    ("钢琴考级", "child", "乐乐", "solar", False),
    ("八十寿辰", "parent", "老太太", "lunar", False),
    ("生日", "parent", False, "lunar", True),
    ("开业纪念日", "customer", False, "solar", True),
    ("乔迁之喜", "customer", False, "solar", False),
    ("到家纪念日", "pet", "豆包", "solar", True),
]
#: product or interest, title, text
NEWS = [
    ("I02", "“康护医疗”新增合作医院", "本市三家医院可直接理赔，无需先垫付。"),
    ("education", "滨河小学新校区九月招生", "招生说明会在本月最后一个周六上午举行。"),
    ("pet", "网点旁的宠物医院开业", "开业期间可免费做一次健康检查。"),
]
NEWS_PRODUCTS = ["I02"]

#: Remarks after a contact, by mood.
NOTES = {
    "pleased": [
        "对上次的建议很满意，愿意介绍朋友来网点。",
        "说到女儿考上了大学，聊得很愉快。",
        "到期资金愿意继续放在我行。",
    ],
    "calm": [
        "简单聊了近况，下月再约。",
        "想比较两款产品，已把说明发给客户。",
        "正在装修房子，近期用钱较多。",
    ],
    "reserved": ["在开会，约好改天再谈。", "话不多，先从生活近况聊起。"],
    "worried": [
        "担心净值波动，已说明持有期限和风险。",
        "家里老人住院，暂不谈产品，先表示问候。",
    ],
    "upset": ["对排队时间有意见，已致歉并反馈给负责人。"],
}
#: Why a customer is left alone for a while.
QUIET_REASONS = ["投诉排队时间过长", "出国探亲"]
NEXT_STEPS = [
    "下周发送到期提醒",
    "约到网点做财富诊断",
    "寄送活动邀请",
    "确认风险测评时间",
]
