
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_initial'),
        ('coins', '0003_coin_coins_counted'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='coin',
            name='coins_trash',
        ),
        migrations.AddIndex(
            model_name='coin',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True)), fields=['owner', 'id', 'deleted_at'], name='coins_present'),
        ),
        migrations.AddIndex(
            model_name='coin',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['owner', 'deleted_at'], name='coins_trashed'),
        ),
    ]
