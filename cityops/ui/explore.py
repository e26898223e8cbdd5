"""The districts in three dimensions, with pydeck: no base map, so nothing is asked of any other host."""

import json
from math import cos, log2, pi, radians, tan
from typing import Any

import pydeck as pdk
import streamlit as st

from cityops.indicators.model import Area, Indicator
from cityops.indicators.values import Value, breaks, class_of
from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.ui import maps
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.words.catalogue import pick
from cityops.words.colours import Tone

LAYERS = ("extruded", "points", "hexagons")
_WIDTH, _HEIGHT = 900, 460
_HIGHEST = 9_000.0  # metres, for the greatest value


def show(indicator: Indicator, here: dict[str, list[Value]], found: VisionProgress, view: View) -> None:
    """Draw a folded part; the maps' library is asked for only when it is opened."""
    folded = st.expander(view.t("map.explore"), on_change="rerun", key="explore_open")
    if not folded.open:
        return
    with folded:
        st.html(block(escape(view.t("map.explore_about")), "co-small"))
        layer = st.radio(
            view.t("map.layer"), LAYERS, format_func=lambda key: view.t(f"map.layer_{key}"), key="layer",
            horizontal=True,
        )  # fmt: skip
        areas = {key: found.districts[key].area for key in here}
        features = shapes(areas, here, indicator, view)
        deck = pdk.Deck(
            map_provider=None,
            layers=[_layer(layer, features)],
            initial_view_state=fitted(features),
            tooltip={"text": "{name}\n{said}"},
        )
        st.pydeck_chart(deck, height=_HEIGHT, key=f"deck_{layer}", alt=view.t("map.explore"))


def shapes(
    areas: dict[str, Area], here: dict[str, list[Value]], indicator: Indicator, view: View
) -> list[dict[str, Any]]:
    """Return one feature a district: its boundary, middle, colour, height and what is said of it."""
    latest = {key: values[-1].value for key, values in here.items()}
    ends, top = breaks(list(latest.values())), max(map(abs, latest.values()), default=1.0) or 1.0
    features = []
    for key, area in areas.items():
        if area.boundary is None:
            continue
        geometry = json.loads(area.boundary)
        lon, lat = _middle(geometry)
        properties = {
            "name": pick(view.language, area.name_en, area.name_zh),
            "said": sentences.amount(latest[key], indicator, view.language),
            "fill": _rgb((class_of(latest[key], ends) + 1.5) / 7, view.tone),
            "height": _HIGHEST * abs(latest[key]) / top,
            "position": [lon, lat],
        }
        features.append({"type": "Feature", "geometry": geometry, "properties": properties, **properties})
    return features


def _layer(layer: str, features: list[dict[str, Any]]) -> pdk.Layer:
    points = [{k: f[k] for k in ("name", "said", "fill", "height", "position")} for f in features]
    return {"extruded": _extruded, "points": _points_layer, "hexagons": _hexagons}[layer](features, points)


def _extruded(features: list[dict[str, Any]], _points: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id="districts",
        pickable=True,
        extruded=True,
        get_elevation="properties.height",
        get_fill_color="properties.fill",
        opacity=0.85,
    )


def _points_layer(_features: list[dict[str, Any]], points: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        points,
        id="points",
        pickable=True,
        get_position="position",
        get_fill_color="fill",
        get_radius="300 + height / 5",
        stroked=True,
        line_width_min_pixels=1,
    )


def _hexagons(_features: list[dict[str, Any]], points: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "HexagonLayer",
        points,
        id="hexagons",
        get_position="position",
        get_elevation_weight="height",
        get_color_weight="height",
        radius=2500,
        extruded=True,
        elevation_scale=8,
    )


def fitted(features: list[dict[str, Any]]) -> pdk.ViewState:
    """Return a view in which all districts are seen, for a card of usual width."""
    points = [point for feature in features for point in _points(feature["geometry"])]
    if not points:
        return pdk.ViewState(longitude=0, latitude=0, zoom=1)
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    tall = abs(_mercator(north) - _mercator(south)) or 1e-6
    zoom = min(
        log2((_WIDTH - 80) * 360 / ((east - west or 1e-6) * 512)),
        log2((_HEIGHT - 80) * 2 * pi / (tall * 512)),
    )
    return pdk.ViewState(longitude=(west + east) / 2, latitude=(south + north) / 2, zoom=zoom, pitch=40)


def _mercator(latitude: float) -> float:
    angle = radians(latitude)
    return log2(tan(angle) + 1 / cos(angle)) / log2(2.718281828459045)


def _points(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [(point[0], point[1]) for polygon in polygons for ring in polygon for point in ring]


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    points = _points(geometry)
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _rgb(share: float, tone: Tone) -> list[int]:
    colour = maps.fill_of(share, tone)
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
