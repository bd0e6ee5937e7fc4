"""What tests of figures look at: the marks by name, and where the words stand."""

import itertools


def _ticks(axis, limits):
    """Return the labels of an axis that are shown."""
    low, high = sorted(limits)
    return [
        label
        for at, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
        if low <= at <= high
    ]


class Drawn:
    """A figure as it is seen at the size it has."""

    def __init__(self, ax):
        self.ax = ax
        ax.figure.draw_without_rendering()

    def marks(self, prefix):
        """Return the names of the marks that begin so, without what they begin with."""
        artists = (*self.ax.lines, *self.ax.patches, *self.ax.collections)
        names = (artist.get_gid() or "" for artist in artists)
        return sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix))

    def mark(self, name):
        (found,) = (a for a in (*self.ax.lines, *self.ax.patches) if a.get_gid() == name)
        return found

    @property
    def words(self):
        """Return all words with their boxes, in pixels."""
        ax = self.ax
        legend = ax.get_legend()
        every = [
            *ax.texts,
            *_ticks(ax.xaxis, ax.get_xlim()),
            *_ticks(ax.yaxis, ax.get_ylim()),
            *(legend.get_texts() if legend else ()),
            ax.title,
            ax._left_title,
            ax.xaxis.label,
            ax.yaxis.label,
            ax.xaxis.get_offset_text(),
        ]
        shown = [text for text in every if text.get_text() and text.get_visible()]
        return [(text.get_text(), text.get_window_extent()) for text in shown]

    def overlaps(self):
        """Return which words cover each other."""
        return [
            (one, other)
            for (one, a), (other, b) in itertools.combinations(self.words, 2)
            # Letters of neighbouring lines may touch by less than a pixel.
            if a.padded(-0.5).overlaps(b.padded(-0.5))
        ]

    def outside(self):
        """Return which words leave the figure."""
        box = self.ax.figure.bbox
        return [
            text
            for text, at in self.words
            if at.x0 < box.x0 - 1 or at.x1 > box.x1 + 1 or at.y0 < box.y0 - 1 or at.y1 > box.y1 + 1
        ]

    def outside_axes(self):
        """Return which words written in the axes leave them."""
        box = self.ax.get_window_extent()
        return [
            text.get_text()
            for text in self.ax.texts
            if not box.x0 - 1
            <= text.get_window_extent().x0
            <= text.get_window_extent().x1
            <= box.x1 + 1
        ]
