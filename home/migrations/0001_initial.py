import django.db.models.deletion
import wagtail.fields
import wagtail.images
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(wagtail.images.get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text')),
            ],
            options={
                'verbose_name': 'plain page',
                'verbose_name_plural': 'plain pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PortalSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='name of the portal')),
                ('province', models.CharField(blank=True, max_length=100, verbose_name='province or body')),
                ('brand_colour', models.CharField(default='#0a4b78', help_text='For example #0a4b78.', max_length=7, verbose_name='main colour')),
                ('accent_colour', models.CharField(default='#b8151b', max_length=7, verbose_name='second colour')),
                ('responsible_body', models.CharField(blank=True, max_length=200, verbose_name='body that runs the site')),
                ('responsible_person', models.CharField(blank=True, help_text='The title is enough.', max_length=200, verbose_name='who answers for the content')),
                ('licence', models.CharField(blank=True, help_text='Number, date and issuer, if the law asks for one.', max_length=200, verbose_name='licence')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='postal address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('reuse_note', models.CharField(blank=True, default='Please name this portal as the source when you quote it.', max_length=250, verbose_name='on quoting')),
                ('emblem', models.ForeignKey(blank=True, help_text='Square, at least 96 × 96 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='emblem')),
                ('header_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='picture behind the head of the home page')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'look and foot of the site',
            },
        ),
    ]
