"""Names for streets, each used once in the city."""

from numpy.random import Generator

_STEMS_TEXT = """
Abbot Acorn Alder Almond Amber Anchor Anson Apple Ashby Aspen Aubrey Baker Balfour Barley Barton
Bayview Beacon Beaumont Beech Bell Birch Bishop Blackthorn Boatman Bracken Bramble Brewer Briar
Bridle Brook Broom Butcher Cable Calder Camden Canon Capstan Carter Cedar Chandler Chapel Cherry
Chestnut Church Clarence Clifton Cloister Clover Compass Cooper Copper Coral Corn Cowper Crane
Cross Crown Curlew Cypress Daisy Damson Dove Drake Dyer Elder Elm Fairfax Falcon Farrier Fern
Field Finch Fisher Flint Ford Forge Foster Fountain Fuller Gable Garden Garnet Glebe Glover Gorse
Grange Granary Green Grey Guild Gull Haven Hawthorn Hazel Heather Heron Hillside Holly Honey Hop
Hunter Ivy Jasmine Jubilee Juniper Keel Kestrel Kiln King Knight Lamp Lantern Larch Lark Laurel
Lavender Lilac Lime Linnet Lock Maple Mariner Market Marlow Martin Mason Meadow Mercer Merchant
Mill Minster Monk Moor Mulberry Myrtle Nelson Netmaker Nightingale Nursery Oak Oast Orchard Osier
Otter Paddock Palmer Park Partridge Pear Pebble Pilot Pine Plover Plum Poplar Potter Primrose
Prior Quarry Quay Queen Quince Raven Reed Regent Robin Rook Rope Rose Rowan Rush Sadler Saffron
Sail Salter School Sexton Shell Shepherd Skinner Smith Sorrel Sparrow Spring Spruce Starling
Station Stone Sutton Swan Swift Sycamore Tanner Teal Temple Thatch Thistle Thorn Tiller Tower
Turner Victoria Vine Violet Walnut Warren Water Weaver Well Wheat Wheeler Willow Windmill Wood
Wren Yarrow Yew
"""
_STEMS = _STEMS_TEXT.split()
_KINDS = {
    "tertiary": ["Street", "Road", "Avenue", "Hill", "Parade"],
    "residential": ["Street", "Road", "Lane", "Terrace", "Row", "Close", "Walk", "Grove",
                    "Place", "Crescent", "Gardens", "Mews", "Way", "Court"],
}  # fmt: skip


class StreetNames:
    """Hands out street names in a random order; a name is never handed out twice."""

    def __init__(self, rng: Generator) -> None:
        self._left = {
            highway: iter(self._shuffled(kinds, rng)) for highway, kinds in _KINDS.items()
        }
        self._used: set[str] = set()

    def take(self, highway: str) -> str:
        """Return a fresh name for a street of this class.

        Raises `RuntimeError` when there are more streets than names.
        """
        for name in self._left[highway]:
            if name not in self._used:
                self._used.add(name)
                return name
        raise RuntimeError(f"the city has more {highway} streets than there are names")

    def _shuffled(self, kinds: list[str], rng: Generator) -> list[str]:
        names = [f"{stem} {kind}" for kind in kinds for stem in _STEMS]
        return [names[i] for i in rng.permutation(len(names))]
