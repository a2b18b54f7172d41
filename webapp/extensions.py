"""Flask extensions, unbound: the factory gives them an application.

This file imports no table, so that tables may be imported anywhere.
"""

from __future__ import annotations

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_security import Security
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from webapp.base.database import Base

db = SQLAlchemy(model_class=Base)
migrate = Migrate()
babel = Babel()
csrf = CSRFProtect()
security = Security()
# Addresses live in this process's memory for the length of a limit and are
# never written anywhere; a school shares one, so limits on children's pages
# are generous and those on guessing count the whole site as well.
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", headers_enabled=False)
