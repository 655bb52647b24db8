"""Names of many scripts, so that a list looks and sorts and searches as in life."""

from random import Random

# Given names and family names of one people; an empty text between them where none is written.
PEOPLES: tuple[tuple[str, str, str], ...] = (
    (
        "Amelia Oliver Isla Harry Ava Jack Emily Thomas Grace William Sophie James Zoë",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel O'Brien Hughes",
        " ",
    ),
    (
        "Anna Jürgen Björn Käthe Lukas Mia Jörg Sabine Uwe Günther Lea Paul",
        "Müller Schmidt Weiß Fischer Weber Köhler Schäfer Groß Böhm Vogel",
        " ",
    ),
    (
        "José María Íñigo Lucía Álvaro Chloé Théo Françoise João Conceição",
        "García Núñez Muñoz Lefèvre Dubois Gonçalves Araújo Ibáñez Peña",
        " ",
    ),
    ("Łukasz Małgorzata Zofia Ömer Ayşe Çağla Gülşen", "Wójcik Żak Yılmaz Şahin Öztürk", " "),
    ("Олена Тарас Анастасія Дмитро Наталія", "Шевченко Коваль Бондаренко Ткачук", " "),
    ("Γιώργος Ελένη Νίκος Κατερίνα", "Παπαδόπουλος Νικολάου Γεωργίου", " "),
    ("محمد فاطمة علي خديجة يوسف", "الأحمد حداد منصور العلي", " "),
    ("דוד שרה יעל משה", "כהן לוי מזרחי פרץ", " "),
    ("अमित प्रिया राहुल सुनीता आरती", "शर्मा वर्मा पटेल सिंह गुप्ता", " "),
    ("伟 芳 娜 敏 静 强", "王 李 张 刘 陈 杨", ""),
    ("太郎 花子 健一 美咲 翔太", "佐藤 鈴木 高橋 田中 山田", ""),
    ("Chinonso Adaeze Ngozi Emeka Thandi Sipho", "Okafor Eze Nwosu Dlamini Mokoena", " "),
)
SHARES = (30, 14, 10, 6, 4, 3, 6, 2, 9, 5, 3, 8)
COMPANIES = (
    *("Acme", "Blue Harbour", "Cedar & Sons", "Düne GmbH", "Éclat SARL", "Fjord AS", "Globex"),
    *("北京科技", "Initech", "ООО Ромашка", "Kestrel", "Łódź Sp. z o.o.", "Nile"),
)
TRADES = ("Foods", "Logistics", "Energy", "Studio", "Motors", "Clinic", "Partners", "Retail")
# Of a hundred: without a name (as after a call), and with a company.
WITHOUT_NAME = 12
WITH_COMPANY = 55

SPLIT = tuple((given.split(), family.split(), between) for given, family, between in PEOPLES)


def sample_name(random: Random) -> str:
    if random.random() * 100 < WITHOUT_NAME:
        return ""
    given, family, between = random.choices(SPLIT, SHARES)[0]
    first, last = random.choice(given), random.choice(family)
    return first + between + last if between else last + first


def sample_company(random: Random) -> str:
    if random.random() * 100 >= WITH_COMPANY:
        return ""
    return f"{random.choice(COMPANIES)} {random.choice(TRADES)} {random.randrange(1, 400)}"
