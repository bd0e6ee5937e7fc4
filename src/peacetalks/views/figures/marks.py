"""The marks of figures. Each has a name (``gid``), which is the id of its element in SVG files."""

# pyright: reportUnknownMemberType=false
# The type stubs of matplotlib leave the keywords of its methods untyped.

from __future__ import annotations

from typing import TYPE_CHECKING

from peacetalks._support.optional import import_extra
from peacetalks.views.figures.canvas import GREY, WHITE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["arrow", "bar", "dot", "line", "rule", "sample", "shade", "swatch", "upright"]


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
    """Draw a line, optionally with a mark at both ends."""
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
    """Draw an arrowhead ``away`` points above or below a mark."""
    offset = import_extra("plot", "matplotlib.transforms").offset_copy
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
    """Draw a horizontal bar between two places of the x axis."""
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


def upright(ax: Axes, xs: tuple[float, float], high: float, *, face: str, gid: str) -> Artist:
    """Draw a bar from the x axis up, between two places of that axis."""
    drawn = ax.bar(
        xs[0],
        high,
        width=xs[1] - xs[0],
        align="edge",
        color=face,
        edgecolor=WHITE,
        linewidth=0.4,
        zorder=3,
        gid=gid,
    )
    return drawn.patches[0]


def rule(ax: Axes, y: float) -> None:
    """Draw a thin horizontal line across the axes."""
    ax.axhline(y, color=GREY, alpha=0.35, linewidth=0.6, zorder=0)


def shade(ax: Axes, xs: tuple[float, float], *, face: str, gid: str, hatch: str = "") -> Artist:
    """Shade or hatch a time over the whole height of the axes."""
    if hatch:
        return ax.axvspan(
            *xs, facecolor=face, edgecolor=GREY, hatch=hatch, linewidth=0.0, zorder=1, gid=gid
        )
    return ax.axvspan(*xs, color=face, alpha=0.35, linewidth=0.8, zorder=1, gid=gid)


def sample(*, marker: str, face: str, edge: str, size: float = 5, style: str = "-") -> Artist:
    """Return a mark on a line that is not drawn, for the legend."""
    drawn: Artist = import_extra("plot", "matplotlib.lines").Line2D(
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
    """Return a bar that is not drawn, for the legend."""
    drawn: Artist = import_extra("plot", "matplotlib.patches").Patch(
        facecolor=face, edgecolor=edge or face, hatch=hatch, linewidth=0.4
    )
    return drawn
