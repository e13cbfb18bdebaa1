"""Materials, sensors, readings, settings and reminders over HTTP."""

from flask import request
from flask_smorest import Blueprint

from server.people.access import access, needs, needs_anyone
from server.stock import materials, readings, reminders, sensors, settings
from server.stock.conditions_schemas import (
    MaterialArgs,
    MaterialChangeArgs,
    MaterialReply,
    MaterialsReply,
    NewSensorReply,
    ReadingArgs,
    ReadingsReply,
    ReadingTaken,
    RemindersReply,
    SensorArgs,
    SensorReply,
    SensorsReply,
    SettingsArgs,
    SettingsReply,
)

of_materials = Blueprint("materials", __name__, url_prefix="/api/materials", description="What metals and stones need")
of_sensors = Blueprint("sensors", __name__, url_prefix="/api/sensors", description="Thermometers that post by themselves")
of_readings = Blueprint("readings", __name__, url_prefix="/api", description="Temperature and humidity")
of_settings = Blueprint("settings", __name__, url_prefix="/api/settings", description="What a firm decides for itself")
blueprints = [of_materials, of_sensors, of_readings, of_settings]


@of_materials.get("")
@needs_anyone
@of_materials.response(200, MaterialsReply)
def get_materials():
    """Every material and what it needs."""
    return {"materials": materials.list_materials()}


@of_materials.post("")
@needs("places")
@of_materials.arguments(MaterialArgs)
@of_materials.response(201, MaterialReply)
def post_material(asked):
    """One the trade's defaults do not know; its id is the word that stands in a sample's facts."""
    materials.add_material(asked, access().person.id)
    return {"material": materials.one_material(asked["id"])}


@of_materials.patch("/<material>")
@needs("places")
@of_materials.arguments(MaterialChangeArgs)
@of_materials.response(200, MaterialReply)
def patch_material(asked, material):
    """Names, or needs as a whole."""
    materials.change_material(material, asked, access().person.id)
    return {"material": materials.one_material(material)}


@of_sensors.get("")
@needs("places")
@of_sensors.response(200, SensorsReply)
def get_sensors():
    """Every sensor, and when it was last heard."""
    return {"sensors": sensors.list_sensors()}


@of_sensors.post("")
@needs("places")
@of_sensors.arguments(SensorArgs)
@of_sensors.response(201, NewSensorReply)
def post_sensor(asked):
    """A token for one place; it is shown here and never again."""
    sensor, token = sensors.add_sensor(asked["place"], asked["name"], access().person.id)
    return {"sensor": sensors.one_sensor(sensor), "token": token}


@of_sensors.post("/<sensor>/revoke")
@needs("places")
@of_sensors.response(200, SensorReply)
def post_revoke_sensor(sensor):
    """Its token is worth nothing from now on."""
    sensors.revoke_sensor(sensor, access().person.id)
    return {"sensor": sensors.one_sensor(sensor)}


@of_readings.post("/readings")
@of_readings.arguments(ReadingArgs)
@of_readings.response(201, ReadingTaken)
def post_reading(asked):
    """By a sensor, with its token as ``Authorization: Bearer``; at most one in half a minute."""
    return sensors.take_reading(_bearer(), asked)


@of_readings.get("/places/<place>/readings")
@needs_anyone
@of_readings.response(200, ReadingsReply)
def get_readings(place):
    """Of one place, newest first, at most 500, and what is allowed there."""
    return readings.readings_of(place)


@of_readings.get("/reminders")
@needs_anyone
@of_readings.response(200, RemindersReply)
def get_reminders():
    """What is late, out of range, open or waiting, and for whom; the oldest first."""
    return {"reminders": reminders.reminders()}


@of_settings.get("")
@needs_anyone
@of_settings.response(200, SettingsReply)
def get_settings():
    """Custom fields, grades, categories, tolerance, limit of one's own cases, second step, lock of an idle phone."""
    return {"settings": settings.settings_now()}


@of_settings.put("")
@needs("settings", "register")
@of_settings.arguments(SettingsArgs)
@of_settings.response(200, SettingsReply)
def put_settings(asked):
    """What is named is replaced as a whole, the rest stays; the last three are changed only by right `settings`."""
    settings.change_settings(asked, access().person.id, access().rights)
    return {"settings": settings.settings_now()}


def _bearer() -> str | None:
    """Read by hand: a client may send anything there, also what no parser of headers takes."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
