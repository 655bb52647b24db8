from django.core.files.storage import FileSystemStorage


class RecordingFileStorage(FileSystemStorage):
    pass
