"use strict";

const page = document.getElementById("swagger-ui");

// A signed-in person's requests that write carry the CSRF token, as the portal's do.
function withCsrfToken(request) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie && !["GET", "HEAD"].includes(request.method ?? "GET")) {
    request.headers["X-CSRFToken"] = cookie[1];
  }
  return request;
}

SwaggerUIBundle({
  url: page.dataset.document,
  domNode: page,
  deepLinking: true,
  // Its badge would ask a server on the internet.
  validatorUrl: null,
  requestInterceptor: withCsrfToken,
});
