"""The calls and their OpenAPI document, which is written when somebody asks for it: an office that starts need not wait for it."""

from threading import Lock

from flask import Flask, Response
from flask_smorest import Api, Blueprint


class PlainApi(Api):
    """flask-smorest's, with the errors of this house (``server.web.errors``) and no document before it is read."""

    def __init__(self, app: Flask) -> None:
        self._undescribed: list[Blueprint] = []
        self._describing = Lock()
        super().__init__(app)

    def register_blueprint(self, blueprint: Blueprint) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint)
        self._undescribed.append(blueprint)

    def _register_error_handlers(self, *_args: object) -> None:
        pass

    def _openapi_json(self) -> Response:
        with self._describing:
            while self._undescribed:
                blueprint = self._undescribed.pop(0)
                blueprint.register_views_in_doc(self, self._app, self.spec, name=blueprint.name, parameters=None)
                self.spec.tag({"name": blueprint.name, "description": blueprint.description})
        return super()._openapi_json()
