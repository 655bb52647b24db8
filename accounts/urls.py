from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from accounts.forms import SignInForm
from accounts.views import ChangePassword, SignInAgain

urlpatterns = [
    path(
        "sign-in",
        LoginView.as_view(
            template_name="accounts/sign_in.html",
            authentication_form=SignInForm,
            redirect_authenticated_user=True,
        ),
        name="sign-in",
    ),
    path("sign-in-again", SignInAgain.as_view(), name="sign-in-again"),
    path("sign-out", LogoutView.as_view(), name="sign-out"),
    path("password", ChangePassword.as_view(), name="password"),
]
