"""Reports of a city about known subjects, to be found again: drawn, and told apart by no phrase."""

from dataclasses import dataclass

import numpy as np

from portal.common.japanese import telling_words
from portal.likeness.weights import Text
from portal.search.texts import normalised

# Whatever it is about, a letter begins and ends alike.
_BEGINNINGS = (
    "いつもお世話になっております。",
    "はじめてご連絡します。",
    "家の近くのことです。",
    "通勤の途中で気づきました。",
    "母から聞いた話です。",
    "子どもと歩いていて思いました。",
    "",
)
_ENDINGS = (
    "確認をお願いします。",
    "何とかならないでしょうか。",
    "早めの対応をお願いします。",
    "ほかの住民も困っています。",
    "市の考えを教えてください。",
    "危ないと思います。",
    "お年寄りや子どもが心配です。",
    "",
)
_PLACES = (
    "駅の北口",
    "小学校の裏",
    "団地の三号棟の前",
    "商店街の入口",
    "川沿いの道",
    "交差点の角",
    "公園の横",
    "スーパーの裏手",
    "中学校の正門",
    "坂の途中",
    "集会所の前",
    "保育園の隣",
)
SUBJECTS = {
    "lamp": (
        (
            "街灯が切れて真っ暗です",
            "街路灯がつかず足もとが見えません",
            "照明が少なく夜道が暗いです",
            "電灯がちかちか点滅しています",
            "防犯灯が消えたままです",
            "明かりが届かず暗がりになります",
        ),
        (
            "女性の帰り道が不安です",
            "LEDの街灯に替えてほしいです",
            "電球を交換してください",
            "防犯灯を増やしてください",
            "暗いので自転車とぶつかりそうになりました",
        ),
    ),
    "road": (
        (
            "道路に穴があいています",
            "舗装がひび割れて段差ができました",
            "アスファルトがはがれています",
            "歩道のブロックが浮いてつまずきます",
            "路面が陥没しています",
            "マンホールの段差が大きいです",
        ),
        (
            "車の底をこすりました",
            "舗装を直してください",
            "雨の日は穴に水がたまります",
            "ベビーカーの車輪がはまりました",
            "段差で転んだ人がいます",
        ),
    ),
    "waste": (
        (
            "ごみ集積所がカラスに荒らされています",
            "粗大ごみが不法投棄されています",
            "ごみ出しの曜日が守られません",
            "集積所に分別されない袋が残ります",
            "空き缶や吸い殻のポイ捨てが多いです",
            "回収されないごみが山になっています",
        ),
        (
            "ごみネットを配ってください",
            "分別の看板を立ててほしいです",
            "カラスよけの箱が要ります",
            "不法投棄の監視をお願いします",
            "においがひどく虫もわきます",
        ),
    ),
    "bus": (
        (
            "バスの本数が減りました",
            "バス停に屋根がありません",
            "路線バスが時刻どおりに来ません",
            "最終のバスが早すぎます",
            "バス停のベンチが壊れています",
            "バスの乗り換えに三十分かかります",
        ),
        (
            "免許を返した人は移動できません",
            "コミュニティバスを走らせてください",
            "時刻表を大きくしてください",
            "病院まで通う足がありません",
            "運賃の割引があると助かります",
        ),
    ),
    "park": (
        (
            "公園のブランコの鎖がさびています",
            "すべり台が使用禁止のままです",
            "砂場に猫のふんがあります",
            "遊具の塗装がはげています",
            "公園の水飲み場が出ません",
            "広場でボール遊びができません",
        ),
        (
            "遊具を点検してください",
            "幼児が遊べる遊具がほしいです",
            "公園の木陰にベンチを置いてください",
            "ボールの使える広場をつくってください",
            "すべり台で子どもがけがをしました",
        ),
    ),
    "flood": (
        (
            "大雨のたびに道が冠水します",
            "側溝が詰まって水があふれます",
            "排水が追いつかず床下まで水が来ました",
            "雨水ますに落ち葉がたまっています",
            "水路の水位が上がって怖いです",
            "豪雨で駐車場が水につかりました",
        ),
        (
            "側溝の掃除をしてください",
            "排水ポンプを置いてほしいです",
            "浸水の地図を配ってください",
            "土のうを用意してください",
            "避難の合図を決めてほしいです",
        ),
    ),
    "child": (
        (
            "保育園に空きがなく入れません",
            "学童保育の待機が多いです",
            "病児保育の予約が取れません",
            "放課後に子どもが過ごす場所がありません",
            "一時預かりの定員がいっぱいです",
            "幼稚園の延長保育がありません",
        ),
        (
            "育休が明けるのに働けません",
            "保育士を増やしてください",
            "学童の時間を延ばしてほしいです",
            "親の仕事が続けられません",
            "待機児童の数を公表してください",
        ),
    ),
    "noise": (
        (
            "深夜にバイクの騒音がひどいです",
            "工事の音が早朝から響きます",
            "飲食店のカラオケの音がうるさいです",
            "犬の鳴き声が一晩中続きます",
            "室外機の低い音で眠れません",
            "花火と大声の騒ぎが続いています",
        ),
        (
            "騒音を測ってください",
            "静かにするよう指導してほしいです",
            "睡眠不足になっています",
            "夜間の工事をやめさせてください",
            "窓を開けられません",
        ),
    ),
}
# Each about something of its own.
ALONE = (
    "図書館の郷土資料をインターネットで読めるようにしてほしい。",
    "選挙の投票所が三階にあり、車いすで上がれない。",
    "成人式の案内が外国籍の娘に届かなかった。",
    "市役所の食堂の献立にアレルギーの表示がない。",
    "墓地の抽選の倍率を教えてほしい。",
    "ハクビシンが屋根裏にすみついた。",
)

PLACE_ONLY = 0.3


@dataclass(frozen=True)
class PlantedReport:
    title: str
    text: str
    subject: str


def planted_reports(count: int = 200, *, seed: int = 1) -> list[PlantedReport]:
    """As many of each subject, in a drawn order."""
    random = np.random.default_rng(seed)
    subjects = [list(SUBJECTS)[number % len(SUBJECTS)] for number in range(count)]
    random.shuffle(subjects)
    return [_report(subject, random) for subject in subjects]


def as_text(title: str, text: str) -> Text:
    whole = f"{title}\n{text}"
    return Text(tuple(telling_words(whole)), normalised(whole))


def _report(subject: str, random: np.random.Generator) -> PlantedReport:
    def one(of: tuple[str, ...]) -> str:
        return of[int(random.integers(len(of)))]

    troubles, wishes = SUBJECTS[subject]
    trouble, place = one(troubles), one(_PLACES)
    said = f"{one(_BEGINNINGS)}{place}で、{trouble}。{one(wishes)}。{one(_ENDINGS)}"
    # Some only name the place.
    title = f"{place}のこと" if random.random() < PLACE_ONLY else one(troubles)
    return PlantedReport(title, said, subject)
