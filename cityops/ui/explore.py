"""The districts in three dimensions, with pydeck: no base map, so nothing is asked of any other host."""

import json
from collections.abc import Mapping
from math import cos, log2, pi, radians, tan
from typing import Any

import pydeck as pdk
import streamlit as st

from cityops.indicators.model import Area
from cityops.progress.assessment import VisionProgress
from cityops.ui.atlas_measures import Shown
from cityops.ui.html import block, escape
from cityops.ui.session import View, keep_in_address
from cityops.words import colours
from cityops.words.colours import Tone

LAYERS = ("extruded", "points", "hexagons")
_WIDTH, _HEIGHT = 900, 460
_HIGHEST = 9_000.0  # metres, for the greatest value


def show(shown: Shown, found: VisionProgress, view: View) -> None:
    """Draw a folded part; the maps' library is asked for only when it is opened."""
    folded = st.expander(view.t("map.explore"), on_change="rerun", key="explore_open")
    if not folded.open:
        return
    with folded:
        st.html(block(escape(view.t("map.explore_about")), "co-small"))
        layer = _choose_layer(view)
        if not shown.numbers:
            st.html(block(escape(shown.title)))
            return
        features = shapes({key: area.area for key, area in found.districts.items()}, shown, view.tone)
        deck = pdk.Deck(
            map_provider=None,
            layers=[_layer(layer, features)],
            initial_view_state=fitted(features),
            tooltip={"text": "{about}"},
        )
        st.pydeck_chart(
            deck, height=_HEIGHT, key=f"deck_{layer}", alt=view.t("map.explore"),
            on_select=lambda: _pick(f"deck_{layer}"), selection_mode="single-object",
        )  # fmt: skip
        # Hexagons add up what lies in them, so the legend of single districts does not hold there.
        st.html(block(escape(view.t("map.hexagons_about"))) if layer == "hexagons" else block(shown.legend))


def _choose_layer(view: View) -> str:
    asked = st.query_params.get("layer", LAYERS[0])
    st.session_state["layer"] = asked if asked in LAYERS else LAYERS[0]
    layer: str = st.radio(
        view.t("map.layer"),
        LAYERS,
        format_func=lambda key: view.t(f"map.layer_{key}"),
        key="layer",
        horizontal=True,
        on_change=lambda: keep_in_address(layer=st.session_state["layer"]),
    )
    return layer


def _pick(key: str) -> None:
    """Keep the district that was clicked; the choice below the map and its links follow it."""
    state: Any = st.session_state.get(key)
    objects = state.selection.objects if state else {}
    picked = next((one for layer in objects.values() for one in layer), None)
    if picked:
        keep_in_address(district=picked.get("id") or picked.get("properties", {}).get("id"))


def shapes(areas: Mapping[str, Area], shown: Shown, tone: Tone) -> list[dict[str, Any]]:
    """Return one feature a district that has a number: its boundary, middle, colour, height, what is said."""
    top = max(map(abs, shown.numbers.values()), default=1.0) or 1.0
    features = []
    for key, value in shown.numbers.items():
        shade, boundary = shown.shades[key], areas[key].boundary
        if boundary is None or shade.share is None:
            continue
        geometry = json.loads(boundary)
        properties = {
            "id": key,
            "about": shade.about,
            "fill": _rgb(shade.fill or colours.shade(shade.share, tone)),
            "height": _HIGHEST * abs(value) / top,
            "position": list(_middle(geometry)),
        }
        features.append({"type": "Feature", "geometry": geometry, "properties": properties, **properties})
    return features


def _layer(layer: str, features: list[dict[str, Any]]) -> pdk.Layer:
    points = [{k: f[k] for k in ("id", "about", "fill", "height", "position")} for f in features]
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


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
