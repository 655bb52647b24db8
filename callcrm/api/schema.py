from drf_spectacular.openapi import AutoSchema


class ProblemAwareSchema(AutoSchema):
    pass
