import errno
import socket

from callcrm.run.refusal import CannotRun


def listen(host: str, port: int) -> socket.socket:
    """Open the web server's socket. It outlives the web server: clients wait out a restart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(socket.SOMAXCONN)
    except OSError as error:
        listener.close()
        raise CannotRun(_sentence(error, host, port)) from None
    return listener


def url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def own_url(host: str, port: int) -> str:
    """How this machine reaches what listens on `host`, which may mean every address."""
    return url({"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host), port)  # noqa: S104 - compared, not bound


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use; stop what listens there, or set PORT to another."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} needs root's rights; set PORT to a number above 1023."
    return (
        f"HOST {host} is no address of this machine ({error.strerror}); set it to one, or unset it."
    )
