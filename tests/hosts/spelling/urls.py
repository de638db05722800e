"""The addresses of the spelling bee."""

from django.urls import path

from .views import spell_word

urlpatterns = [path("spell/<str:token>/", spell_word, name="spelling_spell")]
