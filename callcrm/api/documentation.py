from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny


class OpenApiDocument(SpectacularJSONAPIView):
    """The API as OpenAPI 3.1: open to everybody, since it holds no one's data."""

    permission_classes = (AllowAny,)
    authentication_classes = ()


class OpenApiPage(SpectacularSwaggerSplitView):
    permission_classes = (AllowAny,)
    authentication_classes = ()
