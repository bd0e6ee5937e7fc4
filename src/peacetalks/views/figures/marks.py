"""The marks of figures. Each has a name (``gid``), which an SVG file keeps as the id of its element."""

# pyright: reportUnknownMemberType=false
# The types that matplotlib brings leave the keywords of its methods open.

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks.extras import needed
from peacetalks.views.figures.canvas import GREY, WHITE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["arrow", "bar", "dot", "line", "rule", "sample", "shade", "swatch"]


def dot(
    ax: Axes, x: float, y: float, *, marker: str, face: str, edge: str, size: float, gid: str
) -> Artist:
    """Draw a mark."""
    (drawn,) = ax.plot(
        [x],
        [y],
        linestyle="none",
        marker=marker,
        markersize=size,
        markerfacecolor=face,
        markeredgecolor=edge,
        markeredgewidth=0.7 if edge == WHITE else 1.1,
        zorder=4,
        gid=gid,
    )
    return drawn


def line(
    ax: Axes,
    xs: tuple[float, float],
    ys: tuple[float, float],
    *,
    colour: str,
    gid: str,
    style: str = "-",
    marker: str = "",
    wide: float = 1.0,
) -> Artist:
    """Draw a line, with a mark at either end."""
    (drawn,) = ax.plot(
        xs,
        ys,
        color=colour,
        linestyle=style,
        linewidth=wide,
        marker=marker,
        markersize=5,
        zorder=3,
        gid=gid,
    )
    return drawn


def arrow(ax: Axes, x: float, y: float, *, up: bool, away: float, colour: str, gid: str) -> Artist:
    """Draw the head of an arrow so many points above or below a mark."""
    offset = needed("plot", "matplotlib.transforms").offset_copy
    (drawn,) = ax.plot(
        [x],
        [y],
        linestyle="none",
        marker="^" if up else "v",
        markersize=5,
        color=colour,
        transform=offset(ax.transData, fig=ax.figure, y=away if up else -away, units="points"),
        zorder=4,
        gid=gid,
    )
    return drawn


def bar(
    ax: Axes,
    xs: tuple[float, float],
    y: float,
    *,
    high: float,
    face: str,
    gid: str,
    hatch: str = "",
    edge: str | None = None,
) -> Artist:
    """Draw a bar from one number of the x axis to another."""
    drawn = ax.barh(
        y,
        max(xs[1] - xs[0], 0),
        left=xs[0],
        height=high,
        color=face,
        edgecolor=edge or face,
        hatch=hatch,
        linewidth=0.4,
        zorder=3,
        gid=gid,
    )
    return drawn.patches[0]


def rule(ax: Axes, y: float) -> None:
    """Draw a thin line from side to side."""
    ax.axhline(y, color=GREY, alpha=0.35, linewidth=0.6, zorder=0)


def shade(ax: Axes, xs: tuple[float, float], *, face: str, gid: str) -> Artist:
    """Shade a time from top to bottom."""
    return ax.axvspan(*xs, color=face, alpha=0.35, linewidth=0.8, zorder=1, gid=gid)


def sample(*, marker: str, face: str, edge: str, size: float = 5, style: str = "-") -> Artist:
    """Return a mark for the legend alone, on a line."""
    drawn: Artist = needed("plot", "matplotlib.lines").Line2D(
        [],
        [],
        color=edge,
        linestyle=style,
        linewidth=1,
        marker=marker,
        markersize=size,
        markerfacecolor=face,
        markeredgecolor=edge,
    )
    return drawn


def swatch(*, face: str, edge: str | None = None, hatch: str = "") -> Artist:
    """Return a bar for the legend alone."""
    drawn: Artist = needed("plot", "matplotlib.patches").Patch(
        facecolor=face, edgecolor=edge or face, hatch=hatch, linewidth=0.4
    )
    return drawn
