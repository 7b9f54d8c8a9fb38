"""What the sample data is made of: people, customers, equipment and what goes wrong with it."""

from dataclasses import dataclass
from typing import Final

from dispatch.domain.severity import Severity


@dataclass(frozen=True)
class Trade:
    """A kind of customer: what is installed there and when somebody is in."""

    name: str
    skills: tuple[str, ...]
    hours: str
    notes: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Trouble:
    """Something to do: the usual minutes on site, and the least level of the skill."""

    severity: Severity
    text: str
    minutes: int
    level: int
    planned: bool = False


ALWAYS, DAYTIME, SHOP = "24/7", "Mo-Su 07:30-18:00", "Mo-Su 07:00-20:00"

TRADES: Final = (
    Trade("Bakery", ("refrigeration", "electrical"), "Mo-Su 06:00-16:00", ("Yard door, ring",)),
    Trade("Hotel", ("boiler", "hvac", "elevator"), ALWAYS, ("Ask at reception", "Service lift")),
    Trade("Dental Clinic", ("hvac", "electrical", "network"), DAYTIME, ("", "Quiet, patients")),
    Trade("Offices", ("network", "hvac", "elevator"), DAYTIME, ("Badge at the desk", "")),
    Trade("Supermarket", ("refrigeration", "electrical"), SHOP, ("Goods entrance at the back",)),
    Trade("Apartments", ("boiler", "elevator"), ALWAYS, ("Key with the caretaker", "")),
    Trade("Primary School", ("boiler", "network"), "Mo-Su 07:30-17:00", ("Report to the office",)),
    Trade("Restaurant", ("refrigeration", "hvac"), "Mo-Su 09:00-22:00", ("Kitchen entrance", "")),
    Trade("Joinery", ("electrical", "hvac"), DAYTIME, ("Mind the fork lift",)),
    Trade("Library", ("network", "elevator", "hvac"), "Mo-Su 08:30-19:00"),
    Trade("Cold Store", ("refrigeration", "electrical"), ALWAYS, ("Gate code 4711", "")),
    Trade("Print Works", ("electrical", "network"), DAYTIME),
    Trade("Nursing Home", ("boiler", "elevator", "electrical"), ALWAYS, ("Sign in at the ward",)),
    Trade("Sports Hall", ("boiler", "hvac"), "Mo-Su 08:00-21:00"),
)

PRIVATE: Final = Trade("", ("boiler", "electrical"), ALWAYS, ("", "Dog in the garden", "2nd floor"))

_STEMS = (
    "Harbour Lantern Minster Kestrel Orchard Bridge Anchor Meadow Beacon Cooper Willow Granary "
    "Seagate Market Copper Heron Fountain Quayside Millrace Linden Castle Ferry Foundry Sable "
    "Amber Priory Rowan Tidewater Saffron Compass"
)
STEMS: Final = tuple(_STEMS.split())

CHINESE_CUSTOMERS: Final = (
    ("金龙饭店 Golden Dragon", "Restaurant"),
    ("海港茶楼 Harbour Tea House", "Restaurant"),
    ("新华书店 Xinhua Books", "Library"),
    ("福记食品 Fook Kee Foods", "Cold Store"),
    ("东方酒店 Orient Hotel", "Hotel"),
    ("百家超市 Baijia Supermarket", "Supermarket"),
    ("仁和中医诊所 Renhe Clinic", "Dental Clinic"),
    ("长城印务 Great Wall Print", "Print Works"),
)

_FAMILY_NAMES = (
    "Abbott Barlow Clarke Dunmore Ellison Farrow Goodall Hewitt Iqbal Jarvis Kowalski Lindqvist "
    "Marlow Novak Osborne Pemberton Quigley Ramsey Sinclair Thackeray Underhill Vasquez "
    "Whitcombe Yilmaz Ashdown Brennan Castellano Drummond Everett Fairbairn"
)
FAMILY_NAMES: Final = tuple(_FAMILY_NAMES.split())
CHINESE_PEOPLE: Final = ("王芳 Wang Fang", "陈志强 Chen Zhiqiang", "林美玲 Lin Meiling")

MODELS: Final = {
    "boiler": ("Thermaline TC 80", "Thermaline TC 120", "Vestal Combi 35"),
    "hvac": ("Zephyr RT-400", "Zephyr Split 12", "Norvent AHU-6"),
    "electrical": ("Lumen MDB-250", "Lumen SDB-63", "Voltgard UPS 20"),
    "network": ("Netpost S48", "Netpost AP-6", "Relay Core R2"),
    "elevator": ("Ascend 630", "Ascend 1000", "Hublift H4"),
    "refrigeration": ("Polaris CR-9", "Polaris Display 4", "Frostline PX"),
}

_E, _C, _G, _Q = (
    Severity.EMERGENCY,
    Severity.COMPLEX_FAULT,
    Severity.GENERAL_FAULT,
    Severity.ENQUIRY,
)
TROUBLES: Final = {
    "boiler": (
        Trouble(_E, "Smell of gas near the boiler, boiler shut off", 75, 3),
        Trouble(_E, "Boiler leaks, water close to the fuse box", 80, 3),
        Trouble(_C, "Boiler locks out again after every restart, code E4", 95, 3),
        Trouble(_C, "Burner fires and dies, flue temperature far too high", 100, 3),
        Trouble(_G, "No hot water since last night", 55, 2),
        Trouble(_G, "Radiators upstairs stay cold", 50, 1),
        Trouble(_G, "Boiler loses pressure every other day", 45, 2),
        Trouble(_Q, "Yearly boiler service is due", 60, 2, planned=True),
        Trouble(_Q, "Would like a price for a new thermostat", 30, 1),
    ),
    "hvac": (
        Trouble(_E, "Ventilation has failed, smell of burning", 85, 3),
        Trouble(_C, "Outdoor unit trips its breaker under load", 100, 3),
        Trouble(_C, "Unit hunts, rooms swing by eight degrees", 90, 3),
        Trouble(_G, "Air conditioning drips on the floor", 45, 1),
        Trouble(_G, "Rattling noise from the ventilation", 50, 2),
        Trouble(_G, "Two rooms do not cool below 26 degrees", 55, 2),
        Trouble(_Q, "Filters are due for a change", 40, 1, planned=True),
    ),
    "electrical": (
        Trouble(_E, "Smoke from the fuse board, half the building dark", 80, 3),
        Trouble(_C, "Residual current device trips several times a day", 85, 3),
        Trouble(_C, "Insulation test fails on two circuits", 95, 2),
        Trouble(_G, "Sockets of one circuit are dead", 45, 1),
        Trouble(_G, "Outdoor lights flicker", 40, 1),
        Trouble(_Q, "Periodic inspection of the installation", 75, 2, planned=True),
    ),
    "network": (
        Trouble(_E, "Whole site offline, telephones dead", 70, 3),
        Trouble(_C, "Switch stack restarts at random", 85, 3),
        Trouble(_C, "Link to the second building drops every hour", 80, 3),
        Trouble(_G, "Wireless is slow upstairs", 45, 2),
        Trouble(_G, "Two cameras no longer record", 40, 1),
        Trouble(_Q, "Wants a cabinet surveyed for an upgrade", 45, 2),
    ),
    "elevator": (
        Trouble(_E, "Person shut in the lift, talking to us by intercom", 60, 3),
        Trouble(_C, "Lift stops ten centimetres above the floor", 100, 4),
        Trouble(_C, "Doors reopen and the lift goes out of order", 90, 3),
        Trouble(_G, "A call button does not light", 40, 2),
        Trouble(_G, "Lift judders when it starts", 65, 3),
        Trouble(_Q, "Quarterly lift maintenance", 70, 2, planned=True),
    ),
    "refrigeration": (
        Trouble(_E, "Cold room at 11 degrees and rising, stock at risk", 80, 3),
        Trouble(_C, "Compressor cycles every minute", 95, 3),
        Trouble(_C, "Refrigerant alarm came back after two resets", 100, 4),
        Trouble(_G, "Display case ices up", 50, 2),
        Trouble(_G, "Freezer door no longer closes tightly", 40, 1),
        Trouble(_Q, "Leak test of the cooling plant is due", 55, 3, planned=True),
    ),
}

CREW: Final = (
    ("Marta Quill", "boiler:4; hvac:3"),
    ("Owen Bright", "boiler:3; electrical:2"),
    ("李伟 Li Wei", "electrical:4; network:3"),
    ("Priya Nair", "electrical:2; network:4"),
    ("Tomás Reyes", "hvac:3; refrigeration:4"),
    ("Hannah Cole", "electrical:3; elevator:4"),
    ("Deborah Finch", "boiler:2; hvac:4"),
    ("Sam Okafor", "hvac:2; refrigeration:3"),
    ("Greta Lund", "boiler:4; refrigeration:2"),
    ("Joel Whitaker", "elevator:4; network:1"),
    ("张敏 Zhang Min", "hvac:4; refrigeration:3"),
    ("Callum Reid", "boiler:3; hvac:2"),
    ("Aisha Rahman", "electrical:3; network:4"),
    ("Pavel Dvorak", "refrigeration:4; hvac:2"),
    ("Nora Beck", "electrical:4; elevator:2"),
    ("Idris Bello", "boiler:3; electrical:3"),
    ("Lucy Tran", "network:4; hvac:1"),
    ("Martin Sorel", "elevator:4; electrical:2"),
    ("Beth Hargreave", "hvac:3; boiler:2"),
    ("Viktor Hansen", "refrigeration:3; electrical:2"),
    ("Carla Mendes", "boiler:4; hvac:2"),
    ("刘洋 Liu Yang", "network:3; electrical:3"),
    ("George Ambrose", "elevator:3; hvac:2"),
    ("Ruth Okonkwo", "refrigeration:4; electrical:2"),
    ("Finn Gallagher", "boiler:2; electrical:3; network:2"),
)
