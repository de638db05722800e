import contest_pages.contests.fields
import contest_pages.contests.models.children
import contest_pages.contests.models.guarded_publishing
import contest_pages.contests.models.preview
import contest_pages.contests.models.rules
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
import wagtail.images
import wagtail.documents
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(wagtail.documents.get_document_model_string()),
        migrations.swappable_dependency(wagtail.images.get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name='ContestIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of contests',
                'verbose_name_plural': 'lists of contests',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ContestPlanPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('number', models.CharField(blank=True, help_text='For example 77/KH-UBND.', max_length=60, verbose_name='number and symbol')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='date of issue')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issuing body')),
                ('signer', models.CharField(blank=True, max_length=200, verbose_name='signed by')),
                ('signer_title', models.CharField(blank=True, max_length=200, verbose_name='title of the signer')),
                ('abstract', models.TextField(blank=True, max_length=500, verbose_name='abstract')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text of the plan')),
            ],
            options={
                'verbose_name': 'contest plan',
                'verbose_name_plural': 'contest plans',
            },
            bases=(contest_pages.contests.models.children.ContestChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContestRoundPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('opens_at', contest_pages.contests.fields.LegalTimeField(blank=True, null=True, verbose_name='opens at')),
                ('closes_at', contest_pages.contests.fields.LegalTimeField(blank=True, help_text='To the minute; 24:00 may be written. Nothing is taken from this minute on.', null=True, verbose_name='closes at')),
            ],
            options={
                'verbose_name': 'round',
                'verbose_name_plural': 'rounds',
            },
            bases=(contest_pages.contests.models.children.ContestChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContestRulesPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('who_may_take_part', models.TextField(blank=True, help_text='In one or two sentences, as the plan says it.', verbose_name='who may take part')),
                ('minimum_age', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='minimum age')),
                ('maximum_age', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='maximum age')),
                ('ages_on', models.DateField(blank=True, help_text='Leave empty for the day of registering.', null=True, verbose_name='ages are counted on')),
                ('excluded_committees', contest_pages.contests.fields.ChoiceListField(blank=True, default=contest_pages.contests.models.rules.default_excluded_committees, verbose_name='may not take part: members of')),
                ('entries_per_contestant', models.PositiveSmallIntegerField(blank=True, default=3, help_text='Leave empty for no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='entries per contestant')),
                ('minimum_seconds', models.PositiveIntegerField(blank=True, default=240, null=True, verbose_name='shortest video, in seconds')),
                ('maximum_seconds', models.PositiveIntegerField(blank=True, default=300, null=True, verbose_name='longest video, in seconds')),
                ('video_formats', contest_pages.contests.fields.ChoiceListField(blank=True, default=contest_pages.contests.models.rules.default_video_formats, verbose_name='file formats')),
                ('minimum_width', models.PositiveIntegerField(blank=True, default=1280, null=True, verbose_name='smallest width, in pixels')),
                ('minimum_height', models.PositiveIntegerField(blank=True, default=720, null=True, verbose_name='smallest height, in pixels')),
                ('maximum_megabytes', models.PositiveIntegerField(default=500, validators=[django.core.validators.MinValueValidator(1)], verbose_name='largest file, in MB')),
                ('grace_minutes', models.PositiveSmallIntegerField(default=60, help_text='Slow lines need it. 0: what has not arrived by the closing is not taken.', validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='time for uploads begun before the closing, in minutes')),
                ('link_hosts', contest_pages.contests.fields.ChoiceListField(blank=True, default=list, verbose_name='the work may also be an address at')),
                ('script', models.CharField(blank=True, choices=[('', 'Not asked for'), ('optional', 'May be added'), ('required', 'Must be added')], default='', max_length=10, verbose_name='script of the work')),
                ('originality_declaration', models.TextField(blank=True, default="I declare that I made this work myself and that it infringes nobody's rights.", help_text='Everybody who hands in ticks this sentence. Leave empty if the rules do not ask for it.', verbose_name='declaration of originality')),
                ('first_publication_declaration', models.TextField(blank=True, default='I declare that this work was not published in the media or on social networks before the contest was launched.', verbose_name='declaration of first publication')),
                ('music_declaration', models.TextField(blank=True, default='I have the right to use the music and sounds of this work.', verbose_name='declaration about music')),
                ('people_declaration', models.TextField(blank=True, default='The people who can be recognised in this work agree to being shown; for children their parents do.', verbose_name='declaration about people filmed')),
                ('blind_review', models.BooleanField(default=False, verbose_name='who made a work is hidden from the reviewers')),
                ('complaint_days', models.PositiveSmallIntegerField(default=3, help_text='Counted from the day of the decision; 0: the preliminary review is final.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='days in which a second look may be asked for')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='full text')),
            ],
            options={
                'verbose_name': 'contest rules',
                'verbose_name_plural': 'contest rules',
            },
            bases=(contest_pages.contests.models.children.ContestChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContestNewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('published_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('summary', models.TextField(blank=True, max_length=400, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='picture')),
            ],
            options={
                'verbose_name': 'contest news',
                'verbose_name_plural': 'contest news',
            },
            bases=(contest_pages.contests.models.children.ContestChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContestPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('theme', models.CharField(blank=True, max_length=255, verbose_name='theme')),
                ('organiser', models.CharField(blank=True, max_length=255, verbose_name='organising body')),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('kinds', contest_pages.contests.fields.ChoiceListField(blank=True, default=list, verbose_name='kind')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text')),
                ('questions', wagtail.fields.StreamField([('question', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 250}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Answer'}), 2: ('wagtail.blocks.StructBlock', [[('question', 0), ('answer', 1)]], {})}, verbose_name='questions and answers')),
                ('partners', wagtail.fields.StreamField([('partner', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 150}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Logo', 'required': False}), 2: ('wagtail.blocks.URLBlock', (), {'label': 'Address of its site', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('name', 0), ('logo', 1), ('address', 2)]], {})}, verbose_name='partners')),
                ('erase_on', models.DateField(blank=True, help_text="Names, contacts and files of the contestants then go; counts and results stay. Left empty, it is some months after the contest's last day.", null=True, verbose_name='personal data are erased on')),
                ('hero_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='main picture')),
            ],
            options={
                'verbose_name': 'contest',
                'verbose_name_plural': 'contests',
            },
            bases=(contest_pages.contests.models.guarded_publishing.GuardedPublishingMixin, contest_pages.contests.models.preview.PreviewMomentsMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=150, verbose_name='office or person')),
                ('role', models.CharField(blank=True, max_length=150, verbose_name='what for')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('contest', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='contest_contests.contestpage')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Banner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('alternative_text', models.CharField(max_length=250, verbose_name='alternative text')),
                ('size', models.CharField(choices=[('970x250', 'Wide, 970 × 250'), ('728x90', 'Header, 728 × 90'), ('300x250', 'Rectangle, 300 × 250'), ('400x400', 'Square, 400 × 400')], default='970x250', max_length=10, verbose_name='size')),
                ('link', models.URLField(blank=True, help_text='Leave empty to lead to the contest itself.', verbose_name='link')),
                ('shown_from', models.DateTimeField(blank=True, null=True, verbose_name='shown from')),
                ('shown_until', contest_pages.contests.fields.LegalTimeField(blank=True, null=True, verbose_name='shown until')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='picture')),
                ('contest', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='banners', to='contest_contests.contestpage')),
            ],
            options={
                'verbose_name': 'banner',
                'verbose_name_plural': 'banners',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=wagtail.documents.get_document_model_string(), verbose_name='file')),
                ('plan', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='contest_contests.contestplanpage')),
            ],
            options={
                'verbose_name': 'attached file',
                'verbose_name_plural': 'attached files',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Prize',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=100, verbose_name='name of the prize')),
                ('count', models.PositiveSmallIntegerField(blank=True, help_text='Leave empty if the plan does not say.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='how many')),
                ('amount', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='value of each, in VND')),
                ('extra', models.CharField(blank=True, help_text='For example a certificate of merit.', max_length=250, verbose_name='what else')),
                ('basis', models.CharField(default='jury', max_length=20, verbose_name='decided')),
                ('recipient_kind', models.CharField(blank=True, choices=[('', 'Anybody'), ('work', 'A work'), ('person', 'A person'), ('team', 'A team'), ('unit', 'A unit')], default='', max_length=10, verbose_name='given to')),
                ('scope', models.CharField(blank=True, choices=[('', 'As usual for what decides it'), ('contest', 'Once in the whole contest'), ('each_round', 'In each round'), ('one_round', 'In one round'), ('part', 'For one part of a round')], default='', max_length=10, verbose_name='given')),
                ('part_key', models.CharField(blank=True, help_text='Only for a prize of one part.', max_length=50, verbose_name='part of the round')),
                ('division', models.CharField(blank=True, max_length=100, verbose_name='division')),
                ('contest', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prizes', to='contest_contests.contestpage')),
                ('only_round', models.ForeignKey(blank=True, help_text='For prizes by the ranking of a round. Left empty, every such round has this prize.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_contests.contestroundpage', verbose_name='only of the round')),
            ],
            options={
                'verbose_name': 'prize',
                'verbose_name_plural': 'prizes',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', contest_pages.contests.fields.LegalTimeField(blank=True, null=True, verbose_name='until')),
                ('precision', models.CharField(choices=[('minute', 'Day and time'), ('day', 'Day'), ('month', 'Month'), ('quarter', 'Quarter')], default='day', help_text='For “June 2024” pick any day of June and choose Month. A day counts until 24:00.', max_length=10, verbose_name='known to the')),
                ('tentative', models.BooleanField(default=False, verbose_name='tentative')),
                ('label', models.CharField(max_length=200, verbose_name='what happens')),
                ('kind', models.CharField(choices=[('plan', 'Plan issued'), ('launch', 'Launch'), ('registration', 'Registration'), ('entries', 'Entries received'), ('review', 'Preliminary review'), ('judging', 'Judging by the jury'), ('interactions', 'Interactions counted'), ('awards', 'Organisers decide on awards'), ('ceremony', 'Award ceremony'), ('other', 'Other')], default='other', max_length=20, verbose_name='kind')),
                ('contest', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='contest_contests.contestpage')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='contest_milestone_ends_after_it_starts', violation_error_message='The milestone must end after it starts.')],
            },
        ),
    ]
